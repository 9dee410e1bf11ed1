#include "check/remote_service.hpp"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "eda/clock.hpp"
#include "eda/log.hpp"
#include "sim/model/shared_tables.hpp"

namespace check {
namespace {

using eda::Subscription;

/// Number of deliveries under way at once that a host allows; a search keeps fewer.
constexpr std::size_t runs_max = 100'000;

std::int64_t ms(eda::Instant at) { return at.time_since_epoch().count(); }

/// One delivery in the other process. The end of its handler ends it there, too.
class RemoteRun {
 public:
  RemoteRun(Link& link, int subscription, const eda::Event& event, eda::Instant now)
      : link_{link}, number_{++latest_number_} {
    Json command = Json::object();
    command["do"] = "start";
    command["subscription"] = subscription;
    command["event"] = eda::to_json(event);
    ask(std::move(command), now);
  }
  RemoteRun(const RemoteRun&) = delete;
  RemoteRun& operator=(const RemoteRun&) = delete;
  ~RemoteRun() {
    Json command = Json::object();
    command["do"] = "drop";
    command["run"] = number_;
    link_.send(command);
  }
  /// {"action", "clock", "said"}
  const Json& suspension() const { return suspension_; }
  void resume(Json reply, eda::Instant now) {
    Json command = Json::object();
    command["do"] = "tell";
    command["reply"] = std::move(reply);
    ask(std::move(command), now);
  }

 private:
  void ask(Json command, eda::Instant now) {
    command["run"] = number_;
    command["now"] = ms(now);
    link_.send(command);
    suspension_ = link_.receive();
  }

  inline static int latest_number_ = 0;
  Link& link_;
  int number_;
  Json suspension_;
};

struct Ports {
  sim::Passage& passage;
  eda::Clock& clock;
  eda::Log& log;
};

eda::Task<> run_remotely(Link* link, int subscription, eda::Event event, Ports io) {
  eda::detail::first_start = {};  // no line of this file is the handler's
  RemoteRun run{*link, subscription, event, io.passage.moment()};
  while (true) {
    const Json suspension = run.suspension();
    if (suspension.at("clock").get<bool>()) (void)io.clock.now();
    for (const Json& line : suspension.at("said")) io.log.info(line.get<std::string>());
    const Json action = suspension.at("action");
    if (action.at("do") == "threw") throw std::runtime_error{action.at("what").get<std::string>()};
    if (!action.contains("port")) co_return;
    Json reply = co_await io.passage.send(action);
    run.resume(std::move(reply), io.passage.moment());
  }
}

Json to_json(const sim::Suspension& suspension) {
  Json json = Json::object();
  json["action"] = suspension.action;
  json["clock"] = suspension.read_clock;
  json["said"] = suspension.said;
  return json;
}

}  // namespace

Json shape_of(const eda::Service& service) {
  Json shape = Json::object();
  shape["name"] = service.name;
  shape["domain"] = service.domain;
  shape["subscriptions"] = Json::array();
  for (const Subscription& subscription : service.subscriptions) {
    Json one = Json::object();
    one["to"] = int(subscription.to);
    one["types"] = subscription.types;
    one["pattern"] = subscription.pattern;
    one["queue"] = subscription.queue;
    one["port"] = subscription.port;
    shape["subscriptions"].push_back(std::move(one));
  }
  return shape;
}

eda::Service remote_service(const Json& shape, Link& link) {
  eda::Service service{shape.at("name"), shape.at("domain"), {}};
  int number = 0;
  for (const Json& one : shape.at("subscriptions")) {
    const auto handler = [&link, number](eda::Event event, const eda::Environment& environment) {
      return run_remotely(&link, number, std::move(event), eda::detail::fill<Ports>(environment));
    };
    Subscription subscription{Subscription::To{one.at("to").get<int>()}, one.at("types"), handler};
    subscription.pattern = one.at("pattern");
    subscription.queue = one.at("queue");
    subscription.port = one.at("port");
    service.subscriptions.push_back(std::move(subscription));
    ++number;
  }
  return service;
}

std::optional<Json> ServiceHost::carry_out(const Json& command) {
  const std::string verb = command.at("do");
  const int number = command.at("run");
  if (verb == "drop") {
    runs_.erase(number);
    return {};
  }
  const eda::Instant now{eda::Duration{command.at("now").get<std::int64_t>()}};
  if (verb == "tell") {
    sim::HandlerCoroutine& run = *runs_.at(number);
    if (run.suspension().is_end()) throw std::invalid_argument{"this delivery has ended"};
    run.resume(command.at("reply"), now);
    return to_json(run.suspension());
  }
  if (verb != "start") throw std::invalid_argument{"\"do\" must be start, tell or drop"};
  if (runs_.size() >= runs_max || runs_.contains(number))
    throw std::invalid_argument{"\"run\" must be new, and fewer deliveries under way"};
  if (!command.at("event").is_object()) throw std::invalid_argument{"\"event\" must be an object"};
  sim::EventInterner events;
  const eda::Event event = events.event(events.number(command.at("event")));
  const std::size_t subscription = command.at("subscription");
  auto run = std::make_unique<sim::HandlerCoroutine>(
      service_.subscriptions.at(subscription).handler, event, now);
  const auto& started = *runs_.emplace(number, std::move(run)).first->second;
  return to_json(started.suspension());
}

}  // namespace check
