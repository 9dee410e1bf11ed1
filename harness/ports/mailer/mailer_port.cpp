#include "ports/mailer/mailer_port.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "eda/detail/text.hpp"
#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/weather.hpp"

namespace sim {

using eda::Json;

namespace {

/// Throws InvalidRequest for what the mailer refuses whatever it holds: limits.md.
void check_letter(const Json& request) {
  const std::string to = request.at("to");
  const std::size_t count = characters(to);
  if (count >= 1 && count <= eda::limits::mailer_to_characters_max) return;
  throw eda::InvalidRequest{
      fmt::format("send to {}: the address {}. The mailer takes 1 to {} characters.",
                  eda::detail::in_quotes(to),
                  count == 0 ? std::string{"is empty"} : fmt::format("has {} characters", count),
                  eda::limits::mailer_to_characters_max)};
}

}  // namespace

eda::Task<bool> MailerProxy::send(std::string to, std::string text) {
  Json request = Json::object();
  request["port"] = "mailer";
  request["do"] = "send";
  request["to"] = std::move(to);
  request["text"] = std::move(text);
  const Json reply = co_await channel_.send(std::move(request), check_letter);
  co_return reply == "accepted";
}

int MailerPort::learn(const Json& action, int /*service*/) { return actions_.number(action); }

std::vector<Effect> MailerPort::step(int action, const Situation& situation) {
  std::vector<int> letters = states_[situation.state];
  letters.insert(std::upper_bound(letters.begin(), letters.end(), action), action);
  const int sent = states_.number(letters);
  std::vector<Effect> effects{{.state = sent, .reply = "accepted"}};
  if (situation.faults.left(Fault::unknown) > 0)
    for (const int state : {sent, situation.state})
      effects.push_back({.state = state, .reply = "unknown", .spent = Budget::one(Fault::unknown)});
  return under(weather_, name, situation, std::move(effects), "unknown");
}

Request MailerPort::request(int action) const {
  const Json& json = actions_[action];
  return {.verb = "send", .key = json.at("to"), .value = json.at("text")};
}

Reply MailerPort::reply(int /*action*/, const Json& json) const {
  return {.result = json == "accepted" ? Result::accepted : Result::unknown};
}

Json MailerPort::book(int state) const {
  std::vector<Json> letters;
  for (const int action : states_[state]) {
    Json letter = Json::object();
    for (const char* name : {"to", "text"}) letter[name] = actions_[action].at(name);
    letters.push_back(std::move(letter));
  }
  // numbers of letters depend on what was explored first
  std::sort(letters.begin(), letters.end());
  Json book = Json::object();
  book["letters"] = std::move(letters);
  return book;
}

Json MailerPort::show(int state) const { return state == 0 ? Json::object() : book(state); }

namespace ports {

PortKind mailer() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<MailerPort>(setting.scenario.weather);
  };
  return port_kind<eda::Mailer, MailerProxy>(
      {.name = "mailer",
       .title = "mailer",
       .requests = {{{"send"}, {form::text("to"), form::text("text")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
