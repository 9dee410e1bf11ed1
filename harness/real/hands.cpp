#include "real/hands.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "real/answer.hpp"
#include "real/bus.hpp"
#include "real/event_log.hpp"
#include "real/kv_store.hpp"
#include "real/small_engines.hpp"
#include "real/store.hpp"
#include "sim/learn/execution.hpp"

namespace real {

namespace {

/// Counts a handler as in flight while it runs.
class InFlight {
 public:
  explicit InFlight(Counters& counters) : counters_{counters} { ++counters_.in_flight; }
  ~InFlight() { --counters_.in_flight; }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

 private:
  Counters& counters_;
};

}  // namespace

Hands::Hands(const Setting& setting) : setting_{setting}, limit_{setting.stop} {
  const auto& [site, stop, counters, journal, nats, service] = setting_;
  engines_["bus"] = std::make_unique<Bus>(nats, limit_, service.domain);
  engines_["caller"] = std::make_unique<Caller>(nats, limit_);
  engines_["clock"] = std::make_unique<Clock>(site.pace, stop);
  engines_["ids"] = std::make_unique<Ids>();
  engines_["timers"] = std::make_unique<Timers>(site.postgres, limit_, service.name);
  if (site.store == "kv")
    engines_["store"] = std::make_unique<KvStore>(nats, limit_);
  else
    engines_["store"] =
        std::make_unique<Store>(site.postgres, limit_, site.pace,
                                Lanes::of(answer().services, eda::Subscription::To::changes));
  engines_["events"] =
      std::make_unique<EventLog>(site.postgres, limit_, service.domain,
                                 Lanes::of(answer().services, eda::Subscription::To::port));
  for (const char* port : {"gateway", "mailer", "metrics"})
    engines_[port] = std::make_unique<Remote>(nats, limit_);
}

Hands::~Hands() = default;

Steady::time_point Hands::end_of_delivery() const {
  return Steady::now() + setting_.site.acknowledged_within;
}

Json Hands::reply_to(const Json& request) {
  const std::string port = request.at("port");
  const auto engine = engines_.find(port);
  if (engine == engines_.end())
    throw std::runtime_error{fmt::format("the port `{}` has no engine yet", port)};
  ++setting_.counters.requests;
  return engine->second->carry_out(request);
}

Ended Hands::handle(const eda::Handler& handler, Event event, Steady::time_point end,
                    int requests_max) {
  const InFlight in_flight{setting_.counters};
  limit_.start(end);
  const std::string shown = fmt::format("{} (id {})", event.type, event.id);
  Journal::Delivery delivery{setting_.journal, setting_.service.name, event};
  const auto failed = [&](const std::string& what) {
    ++setting_.counters.threw;
    std::fprintf(stderr, "%s: the handler of %s ended by an exception: %s\n",
                 setting_.service.name.c_str(), shown.c_str(), what.c_str());
    delivery.ends("threw", what);
    return Ended::threw;
  };
  sim::HandlerCoroutine run{handler, std::move(event), setting_.site.pace.now()};
  for (int requests = 0; !run.suspension().is_end(); ++requests) {
    if (requests >= requests_max)
      return failed(fmt::format("it has asked for {} things and still wants more", requests_max));
    Json reply;
    try {
      if (limit_.is_over()) throw GaveUp{};
      delivery.asks(run.suspension().action);
      reply = reply_to(run.suspension().action);
      delivery.is_told(reply);
    } catch (const GaveUp&) {
      ++setting_.counters.dropped;
      delivery.ends("dropped");
      return Ended::dropped;
    } catch (const std::exception& error) {
      return failed(error.what());
    }
    run.resume(std::move(reply), setting_.site.pace.now());
  }
  if (run.suspension().action.at("do") == "threw")
    return failed(run.suspension().action.at("what"));
  delivery.ends("well");
  return Ended::well;
}

}  // namespace real
