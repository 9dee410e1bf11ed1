#include <algorithm>

#include "ports/mailer/mailer_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall, brute_force::Circumstances;
using eda::Json;

/// A mailer over one list of letters.
class NaiveMailer final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const Json& request, const Circumstances& here) override {
    using Kind = sim::Weather::Kind;
    const bool is_slow = here.weather != nullptr && here.weather->kind == Kind::slow;
    if (here.weather != nullptr && !is_slow) {
      const bool hangs = here.weather->kind == Kind::hangs;
      here.seen.insert(hangs ? "the mailer hangs" : "the mailer is down");
      return {"unknown", hangs};
    }
    if (is_slow) here.seen.insert("the mailer is slow");
    enum Fate { sent, sent_unheard, lost };
    const int fate = here.picks.pick(here.left.unknowns_max > 0 ? 3 : 1);
    if (fate != lost) letters_.push_back({{"to", request.at("to")}, {"text", request.at("text")}});
    if (fate == sent) return {"accepted", is_slow};
    here.seen.insert(fate == lost ? "letter unknown, not sent" : "letter unknown, sent");
    --here.left.unknowns_max;
    return {"unknown", is_slow};
  }
  std::string text(std::int64_t, std::set<std::string>&) const override {
    return "mailer " + held().dump();
  }
  Json held() const override {
    std::vector<Json> sorted = letters_;
    std::ranges::sort(sorted);
    return Json::object({{"letters", sorted}});
  }

 private:
  std::vector<Json> letters_;
};

eda::Task<bool> send(RandomCall call, eda::Mailer& mailer) {
  const bool is_sent =
      co_await mailer.send("customer-" + std::to_string(call.key), call.flag ? "sorry" : "thanks");
  co_return is_sent;
}

std::vector<limit_cases::Case> letters_at_their_limits() {
  const auto to = [](std::string address) {
    return [=] {
      (void)alone::action_of<sim::MailerProxy>(
          [=](eda::Mailer& mailer) { return mailer.send(address, "thanks"); });
    };
  };
  const std::size_t most = eda::limits::mailer_to_characters_max;
  return {
      {"mailer_empty_to", 0, "the address is empty", {to("")}, {to("a")}},
      {"mailer_to_characters_max",
       double(most),
       "the address has 321 characters",
       {to(std::string(most + 1, 'a'))},
       {to(std::string(most, 'a'))}},
  };
}

}  // namespace

TestedPort mailer() {
  return {.name = "mailer",
          .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
            return std::make_unique<NaiveMailer>();
          },
          .call = [](const eda::Environment& environment,
                     RandomCall call) { return send(call, environment.port<eda::Mailer>()); },
          .features = {"letter unknown, sent", "letter unknown, not sent", "the mailer is down",
                       "the mailer hangs", "the mailer is slow"},
          .has_weather = true,
          .limits = letters_at_their_limits};
}

}  // namespace tested_ports
