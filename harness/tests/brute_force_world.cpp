#include "tests/brute_force_world.hpp"

#include <algorithm>
#include <limits>

namespace brute_force {

using eda::Subscription;

World::World(const sim::Scenario& scenario, Deaths deaths, Picks& picks,
             std::set<std::string>& seen)
    : scenario_{scenario}, deaths_{deaths}, picks_{picks}, seen_{seen}, left_{scenario.faults} {
  for (const eda::Service& service : scenario.services)
    for (const Subscription& subscription : service.subscriptions)
      listeners_.push_back({&service, &subscription});
  for (const TestedPort& port : all_tested_ports()) more_ports_[port.name] = port.naive();
  for (const auto& [name, port] : more_ports_) port->begin(scenario_);
  begin();
}

void World::begin() {
  for (const eda::Item& row : scenario_.rows) {
    see("a row at the start");
    const Json one = Json::object({{"version", 1}, {"value", row.value}});
    // no reader gets an earlier state of it
    rows_[Json::array({row.key.partition, row.key.sort}).dump()] = {one, one};
  }
  for (const sim::Arrival& arrival : scenario_.events) {
    // copies of an event without subscribers would only repeat the same schedules
    const int copies_max = is_heard(arrival.event) ? copies_of(arrival.event.type) : 0;
    const int copies = picks_.pick(1 + copies_max);
    if (copies > 0) see("duplicate");
    left_.duplicates_max -= copies;
    arrive(arrival, 1 + copies);
  }
  if (!publications_may_be_duplicated()) left_.duplicates_max = 0;
  for (std::size_t i = 0; i < scenario_.sweeps.size(); ++i) {
    Event tick{"eda.sweep"};
    tick.id = "sweep-" + std::to_string(i + 1);
    tick.source = "scheduler";
    tick.time = scenario_.start + scenario_.sweeps[i];
    for (int listener = 0; listener < int(listeners_.size()); ++listener)
      if (listeners_[std::size_t(listener)].subscription->to == Subscription::To::sweeps)
        agenda_.push_back({Scheduled::What::sweep, scenario_.sweeps[i].count(), listener, tick});
  }
  for (const auto& [name, port] : more_ports_)
    for (const std::int64_t at_ms : port->moments(scenario_))
      agenda_.push_back({.what = Scheduled::What::port, .at_ms = at_ms, .name = name});
}

void World::arrive(const sim::Arrival& arrival, int copies) {
  for (int listener = 0; listener < int(listeners_.size()); ++listener) {
    if (!hears(*listeners_[std::size_t(listener)].subscription, arrival.event)) continue;
    for (int copy = 0; copy < copies; ++copy)
      if (arrival.at.count() == 0)
        enter(listener, arrival.event);
      else
        agenda_.push_back({Scheduled::What::arrival, arrival.at.count(), listener, arrival.event});
  }
}

bool World::step() {
  const std::vector<int> able = movers(), mortal = mortals();
  bool is_due = !agenda_.empty();
  for (const Flight& flight : flights_) is_due |= flight.told_at_ms >= 0;
  const bool may_race = scenario_.faults.time_races || left_.time_races_max > 0;
  const bool may_pass = is_due && (able.empty() || may_race);
  const int options = int(able.size() + mortal.size()) + int(may_pass);
  if (options == 0) return false;
  const int option = picks_.pick(options);
  if (option < int(able.size())) {
    move(able[std::size_t(option)]);
  } else if (option < int(able.size() + mortal.size())) {
    see("dies while it waits");
    die(mortal[std::size_t(option) - able.size()]);
  } else {
    if (!able.empty()) race();
    pass_time();
  }
  return true;
}

/// Indices of the handlers that may move; of equal handlers, the first.
std::vector<int> World::movers() const {
  const bool one_after_another = scenario_.overlap == sim::Overlap::none_any_order;
  bool somebody_is_at_it = false;
  for (const Flight& flight : flights_) somebody_is_at_it |= flight.has_stepped;
  std::vector<int> able;
  for (int i = 0; i < int(flights_.size()); ++i) {
    const Flight& flight = flights_[std::size_t(i)];
    if (flight.told_at_ms >= 0) continue;
    if (one_after_another && somebody_is_at_it && !flight.has_stepped) continue;
    const auto same = [&](int other) {
      return flights_[std::size_t(other)].replies == flight.replies;
    };
    if (std::none_of(able.begin(), able.end(), same)) able.push_back(i);
  }
  return able;
}

void World::move(int moving) {
  Flight& flight = flights_[std::size_t(moving)];
  const int listener = flight.listener;
  flight.has_stepped = true;
  if (!flight.run) {
    see("starts by the clock");
    flight.run = std::make_unique<sim::HandlerCoroutine>(
        listeners_[std::size_t(listener)].subscription->handler, flight.event, now());
    flight.replies += "\nstarted " + std::to_string(now_ms_);
  } else {
    if (deaths_ == Deaths::at_any_await && may_crash(listener) && picks_.pick(2) == 1)
      return die(moving);
    const std::string before = left_.crashes_max > 0 ? text_but_budget(false) : "";
    const int deliveries_before = deliveries_;
    answer_in_ms_ = 0;
    const std::string group = flight.group;
    const Json told = answer(flight.run->suspension().action, listener, group);  // moves flights_
    if (answer_in_ms_ > 0) {
      see("an answer comes later");
      Flight& waiting = flights_[std::size_t(moving)];
      waiting.told = told;
      waiting.told_at_ms = now_ms_ + answer_in_ms_;
      waiting.replies +=
          "\nwaits until " + std::to_string(waiting.told_at_ms) + " for " + told.dump();
      return;
    }
    if (may_crash(listener)) {
      const bool may_die = deaths_ == Deaths::at_any_await || deliveries_ != deliveries_before ||
                           group.starts_with("held/") || text_but_budget(false) != before;
      if (may_die && picks_.pick(2) == 1) return die(moving);
    }
    tell(moving, told);
  }
  Flight mover = std::move(flights_[std::size_t(moving)]);
  flights_.erase(flights_.begin() + moving);
  go_on(std::move(mover));
}

void World::die(int flight) {
  see("crash");
  --left_.crashes_max;
  const Flight dead = std::move(flights_[std::size_t(flight)]);
  flights_.erase(flights_.begin() + flight);
  if (NaivePort* port = keeper_of(dead.group)) {
    const std::size_t slash = dead.group.find('/');
    return port->died(dead.group.substr(slash + 1), circumstances(dead.group.substr(0, slash)));
  }
  if (dead.group.starts_with("held/")) return end_of_held(dead.group, true);
  enter(dead.listener, dead.event, dead.group);
}

/// Starts a delivery: its handler runs to its first call, unless it reads the clock.
void World::enter(int listener, const Event& event, const std::string& group) {
  ++deliveries_;
  Flight flight{listener, event, group};
  flight.replies = std::to_string(listener) + " " + group + " " + eda::to_json(event).dump();
  flight.run = std::make_unique<sim::HandlerCoroutine>(
      listeners_[std::size_t(listener)].subscription->handler, event, now());
  if (flight.run->suspension().read_clock) {
    flight.run.reset();
    flights_.push_back(std::move(flight));
  } else {
    go_on(std::move(flight));
  }
}

/// Keeps the handler unless it has ended, or asks for more than it may.
void World::go_on(Flight flight) {
  const bool asks_too_much = flight.calls >= scenario_.steps_per_delivery_max;
  if (flight.run->suspension().is_end() || asks_too_much)
    end(flight);
  else
    flights_.push_back(std::move(flight));
}

void World::end(const Flight& flight) {
  const Json& last = flight.run->suspension().action;
  if (last.at("do") == "threw") {
    see("failure");
    fail(flight, last.at("what").get<std::string>());
  } else if (last.at("do") != "done") {
    see("too many calls");
    fail(flight, "it has asked for " + std::to_string(scenario_.steps_per_delivery_max) +
                     " things and still wants more: it never ends");
  }
  if (flight.group.empty()) return;
  if (NaivePort* port = keeper_of(flight.group)) {
    const std::size_t slash = flight.group.find('/');
    return port->ended(flight.group.substr(slash + 1),
                       circumstances(flight.group.substr(0, slash)));
  }
  if (flight.group.starts_with("held/")) return end_of_held(flight.group, false);
  const auto lane = lanes_.find({flight.group, flight.listener});
  lane->second.erase(lane->second.begin());
  if (lane->second.empty()) {
    lanes_.erase(lane);
  } else {
    const Event next = lane->second.front();
    enter(flight.listener, next, flight.group);
  }
}

void World::pass_time() {
  std::int64_t earliest = std::numeric_limits<std::int64_t>::max();
  for (const Scheduled& due : agenda_) earliest = std::min(earliest, due.at_ms);
  for (const Flight& flight : flights_)
    if (flight.told_at_ms >= 0) earliest = std::min(earliest, flight.told_at_ms);
  if (earliest < now_ms_) see("due in the past");
  now_ms_ = std::max(now_ms_, earliest);
  std::vector<Scheduled> due_now, due_later;
  for (const Scheduled& due : agenda_) (due.at_ms <= now_ms_ ? due_now : due_later).push_back(due);
  agenda_ = due_later;
  // a message that was put off comes again before a timeout passes
  std::stable_partition(due_now.begin(), due_now.end(),
                        [](const Scheduled& due) { return due.what != Scheduled::What::timeout; });
  tell_answers();
  for (Scheduled& due : due_now) {
    if (due.what == Scheduled::What::port) {
      more_ports_.at(due.name)->happen(circumstances(due.name));
      continue;
    }
    if (due.what >= Scheduled::What::again) {
      wake(due);
      continue;
    }
    see(due.what == Scheduled::What::timer   ? "timer"
        : due.what == Scheduled::What::sweep ? "sweep"
                                             : "late arrival");
    const bool may_be_late = due.what == Scheduled::What::timer && left_.late_timers_max > 0;
    const bool may_come_twice =
        due.what != Scheduled::What::arrival && left_.timer_duplicates_max > 0;
    int fate = picks_.pick(1 + int(may_come_twice) + int(may_be_late));
    if (fate == 1 && !may_come_twice) fate = 2;
    if (fate == 2) {
      see("late timer");
      --left_.late_timers_max;
      due.at_ms += scenario_.faults.timer_late_by.count();
      agenda_.push_back(due);
      continue;
    }
    enter(due.listener, due.event);
    if (fate == 1) {
      see(due.what == Scheduled::What::timer ? "timer twice" : "sweep twice");
      --left_.timer_duplicates_max;
      enter(due.listener, due.event);
    }
  }
}

std::string World::text_of_budget() const {
  std::string text = "left";
  for (const int left :
       {left_.duplicates_max, left_.timer_duplicates_max, left_.crashes_max, left_.stale_reads_max,
        left_.throttles_max, left_.unknowns_max, left_.partial_failures_max, left_.late_timers_max,
        left_.time_races_max, left_.redeliveries_max, left_.rebalances_max,
        left_.visibility_expiries_max})
    text += " " + std::to_string(left);
  return text + "\n";
}

std::string World::text_but_budget(bool with_earlier_rows) const {
  std::string text = "now " + std::to_string(now_ms_) + "\n";
  std::multiset<std::string> lines;
  for (const Scheduled& due : agenda_) {
    const std::string service = due.name.empty() || due.what >= Scheduled::What::port
                                    ? ""
                                    : listeners_[std::size_t(due.listener)].service->name;
    lines.insert("due " + std::to_string(due.at_ms) + " " + std::to_string(int(due.what)) + " " +
                 std::to_string(due.listener) + " " + service + "/" + due.name +
                 eda::to_json(due.event).dump());
  }
  for (const auto& [key, replies] : rows_) {
    std::string row = "row " + key + " " + std::to_string(replies.size() - 1);
    for (std::size_t i = with_earlier_rows ? 0 : replies.size() - 1; i < replies.size(); ++i)
      row += replies[i].dump();
    lines.insert(row);
  }
  for (const auto& [dedup_id, at_ms] : sent_ms_)
    if (now_ms_ - at_ms < 5 * 60'000)
      lines.insert("sent " + dedup_id + " " + std::to_string(at_ms));
    else
      see("an outdated id");
  for (const auto& [lane, events] : lanes_) {
    std::string waiting = "lane " + lane.first + " " + std::to_string(lane.second);
    for (const Event& event : events) waiting += " " + eda::to_json(event).dump();
    lines.insert(waiting);
  }
  lines.merge(lines_of_held());
  for (const auto& [name, port] : more_ports_) {
    lines.insert(port->text(now_ms_, seen_));
    if (with_earlier_rows) lines.insert(name + " before " + port->earlier());
  }
  for (const Flight& flight : flights_)
    lines.insert("handler " + flight.replies + (flight.run ? "" : " not started"));
  for (const std::string& line : lines) text += line + "\n";
  return text + outcome();
}

}  // namespace brute_force
