#include "check/calm_world.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <utility>
#include <vector>

#include "check/running.hpp"
#include "sim/learn/execution.hpp"
#include "sim/model/ports.hpp"
#include "sim/model/world.hpp"
#include "sim/tell/outcome.hpp"

namespace check {

using eda::Duration, eda::Event, eda::Instant, eda::Json, eda::Subscription;
using sim::Effect, sim::Message, sim::Scheduled, sim::WorldPorts;

namespace {

constexpr Duration between_sweeps = std::chrono::minutes{1};

/// Returns the answer of the test's own bus to a publication.
Json answer_of(eda::Bus& bus, const std::vector<Event>& events) {
  eda::Task<eda::PublishResult> task = bus.publish(events);
  task.start();
  if (!task.done())
    throw std::logic_error{"the bus of a CalmWorld must answer at once, without co_await"};
  const eda::PublishResult result = task.result();
  if (result.entries().size() != events.size())
    throw std::logic_error{fmt::format("the bus of a CalmWorld got {} events and answered {}",
                                       events.size(), result.entries().size())};
  constexpr std::array words{"accepted", "failed", "unknown"};
  Json reply = Json::array();
  for (const eda::EntryResult entry : result.entries()) reply.push_back(words[std::size_t(entry)]);
  return reply;
}

}  // namespace

class CalmWorld::Parts {
 public:
  Parts(eda::Service service, eda::Bus& bus)
      : scenario_{.services = {std::move(service)}}, ports_{tables_, scenario_}, bus_{bus} {
    for (int port = 0; port < WorldPorts::count; ++port) {
      const Effect start = ports_[port].at_start();
      states_[std::size_t(port)] = start.state;
      schedule(start);
    }
  }

  Instant now() const { return scenario_.start + Duration{now_ms_}; }
  Json store() const {
    const int store = ports_.number_of("store");
    return ports_[store].show(states_[std::size_t(store)]);
  }

  void deliver(const Event& event) {
    check_event(event);
    for (const Message& message : ports_.bus().deliveries(tables_.events.number(event)))
      newcomers_.push_back(message);
    run_on();
    while (happen()) continue;
  }

  void advance(Duration duration) {
    const int until_ms = now_ms_ + int(duration.count());
    while (true) {
      int next_ms = std::min(until_ms, next_sweep_ms_);
      for (const Scheduled& item : scheduled_) next_ms = std::min(next_ms, item.at_ms);
      for (const Waiting& one : waiting_) next_ms = std::min(next_ms, one.at_ms);
      now_ms_ = std::max(now_ms_, next_ms);
      if (!happen()) return;
    }
  }

 private:
  struct Run {
    Message message;
    std::unique_ptr<sim::HandlerCoroutine> handler;
    int requests = 0;
  };
  struct Waiting {  ///< for an answer that comes later
    int at_ms;
    Json reply;
    Run run;
  };

  /// Handles all that is due at this moment. Returns false if nothing was.
  bool happen() {
    const auto is_due = [this](const auto& one) { return one.at_ms <= now_ms_; };
    std::vector<Scheduled> due;
    std::copy_if(scheduled_.begin(), scheduled_.end(), std::back_inserter(due), is_due);
    std::erase_if(scheduled_, is_due);
    std::sort(due.begin(), due.end());
    std::vector<Waiting> told;
    for (Waiting& one : waiting_)
      if (is_due(one)) told.push_back(std::move(one));
    std::erase_if(waiting_, is_due);
    const bool is_sweep = next_sweep_ms_ <= now_ms_;
    if (due.empty() && told.empty() && !is_sweep) return false;
    for (const Scheduled& item : due) {
      if (item.signal < 0)
        newcomers_.push_back(item.message);
      else
        take(item.port, item.signal);
    }
    if (is_sweep) sweep();
    for (Waiting& one : told) {
      one.run.handler->resume(std::move(one.reply), now());
      carry_on(std::move(one.run));
    }
    run_on();
    return true;
  }

  void sweep() {
    Event tick{"eda.sweep"};
    tick.source = "scheduler";
    tick.id = fmt::format("sweep-{}", next_sweep_ms_ / between_sweeps.count());
    tick.time = now();
    next_sweep_ms_ += int(between_sweeps.count());
    const std::vector<Subscription>& all = scenario_.services.front().subscriptions;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].to == Subscription::To::sweeps)
        newcomers_.push_back({.handler = int(i), .event = tables_.events.number(tick)});
  }

  /// Runs each delivery to its end, and those that come of it, until none is left.
  void run_on() {
    while (!newcomers_.empty()) {
      const Message message = newcomers_.front();
      newcomers_.pop_front();
      const auto& handler =
          scenario_.services.front().subscriptions[std::size_t(message.handler)].handler;
      const Event& event = tables_.events.event(message.event);
      carry_on({message, std::make_unique<sim::HandlerCoroutine>(handler, event, now())});
    }
    const sim::Rule rule = sim::Outcome{published_, {}}.broken_house_rule();
    if (!rule.says.empty()) fail_test(fmt::format("{}\n  Hint: {}", rule.says, rule.hint));
  }

  /// Continues a delivery to its end, or to a request that is answered later.
  void carry_on(Run run) {
    while (!run.handler->suspension().is_end()) {
      if (++run.requests > scenario_.steps_per_delivery_max)
        fail(run, fmt::format("it has asked for {} things and still wants more: it never ends",
                              scenario_.steps_per_delivery_max));
      const Json& request = run.handler->suspension().action;
      const int port = ports_.number_of(request.at("port").get_ref<const std::string&>());
      const int action = ports_[port].learn_from(request, 0, run.message);
      Effect effect =
          port == WorldPorts::bus_number ? publish(action, request) : take(port, action);
      if (effect.answer_in_ms > 0) {
        waiting_.push_back(
            {now_ms_ + effect.answer_in_ms, std::move(effect.reply), std::move(run)});
        return;
      }
      run.handler->resume(std::move(effect.reply), now());
    }
    const Json& end = run.handler->suspension().action;
    if (end.at("do") == "threw") fail(run, end.at("what").get<std::string>());
    if (run.message.from_port >= 0)
      take(run.message.from_port, ports_[run.message.from_port].acknowledge(run.message.lane));
  }

  [[noreturn]] void fail(const Run& run, const std::string& what) {
    fail_test(fmt::format("The handler of {} failed: {}",
                          tables_.events.event(run.message.event).type, what));
  }

  /// Takes a step of a port, the one without a fault.
  Effect take(int port, int action) {
    int& state = states_[std::size_t(port)];
    Effect effect = ports_[port].step(action, {.state = state, .now_ms = now_ms_}).front();
    state = effect.state;
    schedule(effect);
    newcomers_.insert(newcomers_.end(), effect.deliveries.begin(), effect.deliveries.end());
    return effect;
  }

  /// Takes a publication to the test's bus if the kit's bus would take it.
  Effect publish(int action, const Json& request) {
    Effect effect =
        ports_[WorldPorts::bus_number].step(action, {.state = 0, .now_ms = now_ms_}).front();
    if (effect.reply.is_object()) return effect;  // it is invalid
    std::vector<Event> events;
    for (const Json& json : request.at("events"))
      events.push_back(eda::event_from_json(json, "published event"));
    effect.reply = answer_of(bus_, events);
    for (std::size_t i = 0; i < events.size(); ++i)
      if (effect.reply[i] == "accepted")
        published_.push_back({events[i], scenario_.services.front().name, Duration{now_ms_}});
    return effect;
  }

  void schedule(const Effect& effect) {
    for (int name : effect.cancelled)
      std::erase_if(scheduled_, [&](const Scheduled& item) { return item.name == name; });
    scheduled_.insert(scheduled_.end(), effect.scheduled.begin(), effect.scheduled.end());
  }

  sim::Scenario scenario_;
  sim::SharedTables tables_;
  WorldPorts ports_;
  eda::Bus& bus_;
  std::array<int, WorldPorts::count> states_{};
  int now_ms_ = 0;
  int next_sweep_ms_ = int(between_sweeps.count());
  std::vector<Scheduled> scheduled_;
  std::list<Waiting> waiting_;
  std::deque<Message> newcomers_;
  std::vector<sim::Published> published_;
};

CalmWorld::CalmWorld(eda::Service service, eda::Bus& bus)
    : parts_{std::make_unique<Parts>(std::move(service), bus)} {
  testing::Test::RecordProperty("calm_world", "yes");
}

CalmWorld::~CalmWorld() = default;

void CalmWorld::deliver(Event event) { parts_->deliver(event); }
void CalmWorld::advance(Duration duration) { parts_->advance(duration); }
Instant CalmWorld::now() const { return parts_->now(); }
Json CalmWorld::store() const { return parts_->store(); }

}  // namespace check
