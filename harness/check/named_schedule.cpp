#include "check/named_schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace check {

using sim::Step;
using namespace std::chrono_literals;

namespace {

constexpr eda::Duration advance_max = 12h;

/// "P" for com.pizzaco.payment.completed.
std::string base_of(const eda::Event& event) {
  const std::string type = sim::short_type(event.type);
  return type.empty() ? "" : std::string(1, char(std::toupper(type[0])));
}

std::string tick_id(std::size_t number) { return fmt::format("sweep-{}", number + 1); }

}  // namespace

NamedSchedule::NamedSchedule(sim::Scenario scenario, std::vector<Entry> entries, Verbs verbs)
    : scenario_{std::move(scenario)}, entries_{std::move(entries)}, verbs_{verbs} {}

std::optional<NamedSchedule::Refusal> NamedSchedule::play(const SystemFor& system_for) {
  std::size_t at = 0;
  try {
    eda::Duration now{};
    order_.clear();
    for (; at < entries_.size(); ++at) note_names(entries_[at], now);
    for (bool is_new_plan = true; is_new_plan;) {
      const Plan plan = plan_;
      system_ = system_for(staged());
      const int states = int(system_->all_initial_states().size());
      schedule_ = {.initial_state = states - 1, .steps = {}};
      player_ = sim::SchedulePlayer::from(*system_, states - 1);
      parts_.clear();
      advance_to(0);
      for (at = 0; at < entries_.size() && plan_ == plan; ++at) {
        enter(entries_[at]);
        if (plan_ == plan) run_others();
      }
      is_new_plan = plan_ != plan;
    }
    close();
  } catch (const RefusedEntry& refused) {
    return Refusal{std::min(at, entries_.size() - 1), refused.what(), refused.hint};
  }
  return std::nullopt;
}

/// Notes the name in an entry at its first time, and the stops of the clock.
void NamedSchedule::note_names(const Entry& entry, eda::Duration& now) {
  if (entry.what == Entry::What::advance) {
    now += entry.by;
    if (now > advance_max)
      throw RefusedEntry{"more than 12 hours have passed then",
                         "Deadlines are minutes. Let less time pass."};
    stops_.push_back(now);
    return;
  }
  if (std::find(order_.begin(), order_.end(), entry.who) != order_.end()) return;
  if (!entry.who.is_sweep()) event_of(entry.who);  // throws if there is none
  order_.push_back(entry.who);
  first_at_[entry.who] = now;
}

const eda::Event& NamedSchedule::event_of(const Who& who) const {
  const eda::Event* found = nullptr;
  std::string known;
  for (const auto& [event, at] : scenario_.events) {
    const std::string base = base_of(event);
    known += fmt::format("{} ({}), ", base, sim::short_type(event.type));
    if (base != who.base) continue;
    if (found != nullptr)
      throw RefusedEntry{fmt::format("{} could be two events of this scenario", who.base),
                         "Play a scenario in which events begin with different letters."};
    found = &event;
  }
  if (found != nullptr) return *found;
  throw RefusedEntry{fmt::format("no one is called {}", who.base),
                     fmt::format("Here are {}and sweep.", known)};
}

sim::Scenario NamedSchedule::staged() const {
  sim::Scenario staged = scenario_;
  staged.events.clear();
  staged.sweeps.clear();
  staged.stops = stops_;
  staged.faults = {.time_races = true};
  staged.overlap = sim::Overlap::full;
  staged.observed = {.order = true, .time = true, .copies = true};
  std::set<std::string> sent;
  for (const Who& who : order_) {
    if (who.is_sweep())
      staged.sweeps.push_back(first_at_.at(who));
    else if (sent.insert(who.base).second)
      staged.events.emplace_back(event_of(who), first_at_.at(who));
  }
  for (const std::string& base : plan_.copies)
    staged.faults.duplicates_of.push_back(event_of(Who{base}).type);
  staged.faults.duplicates_per_event_max = plan_.copies.empty() ? 0 : 1;
  if (!plan_.copies.empty()) staged.faults.duplicates_max = int(plan_.copies.size());
  for (const Entry& entry : entries_)
    if (entry.what == Entry::What::crash || entry.what == Entry::What::crash_after)
      staged.faults.crashes_max = 1;
  return staged;
}

void NamedSchedule::enter(const Entry& entry) {
  using What = Entry::What;
  if (entry.what == What::advance) {
    return advance_to(player_->world().now_ms + int(entry.by.count()));
  }
  const bool dies = entry.what == What::crash || entry.what == What::crash_after;
  if (dies) require_crash(entry.who);
  Part* part = entry.what == What::crash ? find(entry.who) : begin(entry.who);
  if (part == nullptr) return;  // the plan has changed
  if (entry.what == What::crash) return crash(*part);
  if (!may_go_on(*part)) return;
  if (entry.what == What::run) return run_to_end(part->number);
  step(entry, *part, dies ? Step::What::die : Step::What::act);
}

void NamedSchedule::require_crash(const Who& who) const {
  if (std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.has_crashed; }))
    throw RefusedEntry{"this is the second crash",
                       "One crash is enough. Which of the two matters?"};
  const auto is_second = [&](const Part& part) {
    return part.who.base == who.base && part.who.number == 2;
  };
  if (!who.is_sweep() && std::any_of(parts_.begin(), parts_.end(), is_second))
    throw RefusedEntry{
        fmt::format("{0}#2 has begun, and a crash of {1} would deliver the event a third time",
                    who.base, to_string(who)),
        "A crash uses up the one copy of its event. Let the first delivery die, before the second "
        "begins."};
}

NamedSchedule::Part* NamedSchedule::find(const Who& who) {
  for (Part& part : parts_)
    if (part.who == who) return &part;
  throw RefusedEntry{
      fmt::format("{} has not begun", to_string(who)),
      fmt::format("A process dies where it waits. Let it begin: step {}.", to_string(who))};
}

std::optional<int> NamedSchedule::handler_of(const Who& who) const {
  if (!who.is_sweep()) {
    const int event = system_->tables().events.number(event_of(who));
    const std::vector<sim::Message>& messages = system_->ports().bus().deliveries(event);
    return messages.empty() ? std::nullopt : std::optional{messages.front().handler};
  }
  int handler = 0;
  for (const eda::Service& service : scenario_.services)
    for (const eda::Subscription& subscription : service.subscriptions) {
      if (subscription.to == eda::Subscription::To::sweeps) return handler;
      ++handler;
    }
  return std::nullopt;
}

bool NamedSchedule::is_of(const sim::Delivery& delivery, const Who& who) const {
  const eda::Event& event = system_->tables().events.event(delivery.message.event);
  if (!who.is_sweep()) return event == event_of(who);
  std::size_t number = 0;  // of the tick, in the order of the names
  for (const Who& other : order_) {
    if (other == who) break;
    number += other.is_sweep();
  }
  return event.type == "eda.sweep" && event.id == tick_id(number);
}

/// Returns the delivery of that name. It begins if it has not. Null: the plan has changed.
NamedSchedule::Part* NamedSchedule::begin(const Who& who) {
  for (Part& part : parts_)
    if (part.who == who) return &part;
  const std::optional<int> handler = handler_of(who);
  Part part{.who = who};
  part.named.who = to_string(who);
  part.named.begun_at = int(schedule_.steps.size());
  const auto is_taken = [&](int number) {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const Part& other) { return other.number == number; });
  };
  const auto& deliveries = player_->deliveries();
  for (int i = int(deliveries.size()); i-- > 0 && handler;) {
    const sim::Delivery& one = deliveries[std::size_t(i)];
    if (one.message.handler != *handler || is_taken(i) || !is_of(one, who)) continue;
    part.number = i;
    if (one.attempt > 1) break;  // what a crash has left comes before a copy
  }
  if (part.number < 0 && handler && !who.is_sweep()) {
    plan_.copies.insert(who.base);
    return nullptr;
  }
  if (part.number < 0 && verbs_ == Verbs::strict)
    throw RefusedEntry{fmt::format("no service hears {}", to_string(who)), "Leave this entry out."};
  parts_.push_back(part);
  note_ends();
  return &parts_.back();
}

bool NamedSchedule::may_go_on(const Part& part) const {
  if (part.named.has_died)
    throw RefusedEntry{
        fmt::format("{} has died", part.named.who),
        fmt::format("A dead process does nothing more. Its event is delivered again: {}#2.",
                    part.who.base)};
  if (part.number >= 0 && !part.named.has_ended) return true;
  const bool ended_at_once = part.named.ended_at == part.named.begun_at;
  if (verbs_ == Verbs::loose || ended_at_once) return false;
  throw RefusedEntry{fmt::format("{} has ended", part.named.who),
                     "It has nothing left to do. Leave this entry out, or let it do less before."};
}

std::vector<NamedDelivery> NamedSchedule::deliveries() const {
  std::vector<NamedDelivery> named;
  for (const Part& part : parts_) named.push_back(part.named);
  return named;
}

bool NamedSchedule::is_complete() const {
  return player_->world().is_idle() && player_->world().timer_queue == 0;
}

}  // namespace check
