#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/city.hpp"
#include "ports/records/coordinator.hpp"
#include "ride_sharing.hpp"

/// Common parts of the tests of the city: its scenarios, and the rules that they are judged by.
namespace city {

using namespace check;

/// Hints at the rules of matching. A test whose point is a rule has a hint of its own.
struct Hints {
  std::string rides = "Two drivers, one ride. Which write has let the second one through?";
  std::string drivers = "One driver, two rides. What did each of them know about the other?";
  std::string ends = "Follow the ride that has no end, or two. Which handler was the last?";
  std::string answers = "A driver is waiting at the kerb.";
  std::string expiry = "The offer was over when the driver said yes. Who looked at the clock?";
  std::string fees = "Was there a match or not? Which write knows?";
  std::string debtors = "Who owes, and who has heard of it?";
};

/// Returns what was said in a run: the events of the scenario, and what was published.
inline History history_of(const sim::Outcome& outcome, const Scenario& scenario) {
  History history;
  std::set<std::pair<std::string, std::string>> known;
  const auto add = [&](const Event& event, eda::Duration at) {
    if (known.emplace(event.source, event.id).second) history.push_back({event, at});
  };
  for (const auto& [event, at] : scenario.events) add(event, at);
  for (const auto& [event, by, at] : outcome.published()) add(event, at);
  return history;
}

/// Matching and the phones of drivers who are on duty in "north".
inline Scenario matching_of(std::vector<Arrival> events, const std::vector<std::string>& on_duty,
                            Faults faults = {}) {
  Scenario scenario{.services = {rides::matching, drivers()},
                    .events = std::move(events),
                    .faults = std::move(faults),
                    .observed = {.time = true}};
  for (const std::string& driver : on_duty) scenario.rows.push_back(city::on_duty(driver));
  scenario.faults.crashes_of = {rides::matching.name};
  return scenario;
}

/// One delivery after another, in every order.
inline Scenario one_at_a_time(Scenario scenario) {
  scenario.overlap = Overlap::none_any_order;
  return scenario;
}

/// One copy of one event of that type.
inline Faults twice(const std::string& type) {
  return {.duplicates_per_event_max = 1, .duplicates_max = 1, .duplicates_of = {type}};
}

/// Returns the rules of matching, and what is wrong by each of them; empty: nothing.
inline std::vector<std::pair<Rule, std::string>> flaws_in(const History& said, eda::Instant start,
                                                          const Hints& hints = {}) {
  const Rule rides{.says = "a ride has one driver, who has accepted it", .hint = hints.rides};
  const Rule drivers{.says = "a driver has one ride at a time", .hint = hints.drivers};
  const Rule ends{.says = "a ride that was requested has one end", .hint = hints.ends};
  const Rule answers{.says = "an offer that was accepted is answered, once", .hint = hints.answers};
  const Rule expiry{.says = "an offer that has expired gets no ride", .hint = hints.expiry};
  const Rule fees{.says = "a cancelled ride costs 500 cents if it was matched, else nothing",
                  .hint = hints.fees};
  const Rule debtors{.says = "a rider with an open debt is not matched", .hint = hints.debtors};
  return {{rides, flaw_of_rides(said)},     {drivers, flaw_of_drivers(said)},
          {debtors, flaw_of_debtors(said)}, {expiry, flaw_of_expiry(said, start)},
          {answers, flaw_of_answers(said)}, {fees, flaw_of_fees(said)},
          {ends, flaw_of_ends(said)}};
}

/// Fails unless matching has kept its rules.
inline void judge(const Outcome& outcome, const Scenario& scenario, const Hints& hints = {}) {
  for (const auto& [rule, flaw] : flaws_in(history_of(outcome, scenario), scenario.start, hints))
    ASSERT_EQ(flaw, "") << outcome.story(rule);
}

/// The same in every outcome.
inline void stays_right(const Scenario& scenario, const Hints& hints = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) judge(outcome, scenario, hints);
}

/// Fails unless each of these rides was matched, in every outcome; and else as stays_right().
inline void matches_all(const Scenario& scenario, const std::set<std::string>& rides,
                        const Hints& hints = {}) {
  const Rule all{.says = "a ride gets a driver who is free and accepts", .hint = hints.ends};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    judge(outcome, scenario, hints);
    if (testing::Test::HasFatalFailure()) return;
    std::set<std::string> matched;
    for (const Event& fact : outcome.facts(rides::matched)) matched.insert(fact.data.at("rideId"));
    ASSERT_THAT(matched, testing::IsSupersetOf(rides)) << outcome.story(all);
  }
}

/// Adds the views, which are asked for at that time.
inline Scenario with_views(Scenario scenario, eda::Duration at = 2h) {
  scenario.services.push_back(rides::views);
  for (const std::string& view :
       {rides::rider_screen_asked, rides::driver_earnings_asked, rides::heat_map_asked})
    scenario.events.emplace_back(request(view), at);
  return scenario;
}

/// Returns the views that were told: {"riders", "drivers", "heat"}.
inline Json views_in(const sim::Outcome& outcome) {
  return {{"riders", answer_in(outcome, rides::rider_screen_asked)},
          {"drivers", answer_in(outcome, rides::driver_earnings_asked)},
          {"heat", answer_in(outcome, rides::heat_map_asked)}};
}

inline Rule views_rule(const std::string& hint) {
  return {.says = "the views are those of the facts, each counted once", .hint = hint};
}

/// A trip in the hands of payment. The gateway's book is judged.
inline Scenario payment_of(std::vector<Arrival> events, Faults faults = {}) {
  Scenario scenario{.services = {rides::payment},
                    .events = std::move(events),
                    .faults = std::move(faults),
                    .observed = {.time = true}};
  scenario.faults.unknowns_of = {"gateway"};
  scenario.faults.crashes_of = {rides::payment.name};
  return scenario;
}

/// Fails unless the trips are paid once, or not and have a debt, in every outcome.
inline void pays_right(const Scenario& scenario) {
  const Rule once{.says = "a trip is charged once, with its sum, and what was charged stays",
                  .hint = "Charged twice for one ride."};
  const Rule forward{.says = "a trip is paid, or has one debt",
                     .hint = "You cannot un-drive a ride."};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    const History said = history_of(outcome, scenario);
    const Json& book = outcome.held("gateway").at("book");
    ASSERT_EQ(flaw_of_charges(said, book), "") << outcome.story(once);
    ASSERT_EQ(flaw_of_debts(said, book), "") << outcome.story(forward);
  }
}

/// Locations, and phones that send these pings, all together.
inline Scenario locations_of(const std::vector<std::vector<Event>>& phones_say,
                             Faults faults = {}) {
  Scenario scenario{
      .services = {rides::locations, phones()}, .events = {}, .faults = std::move(faults)};
  for (const auto& pings : phones_say) {
    const std::string driver = pings.front().data.at("driverId");
    scenario.events.emplace_back(moved(driver, pings));
    scenario.events.emplace_back(request(rides::position_asked, driver), 1h);
  }
  scenario.faults.crashes_of = {rides::locations.name};
  if (scenario.faults.rebalances_max > 0) {
    scenario.services.push_back(records::coordinator());
    scenario.events.push_back(records::rebalance());
  }
  return scenario;
}

/// Fails unless locations has kept the pings, and said each change of cell, in every outcome.
inline void locates_right(const Scenario& scenario, const std::vector<std::vector<Event>>& all) {
  const Rule newest{.says = "the position is that of the newest ping, and the last ten are kept",
                    .hint = "The car jumped back a street."};
  const Rule changes{.says = "a driver moved when the cell of the newest ping is another one",
                     .hint = "Which cell was known, and which is it now?"};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    std::set<Json> expected, found;
    for (const auto& pings : all) {
      const std::string driver = pings.front().data.at("driverId");
      const Json position = answer_in(outcome, rides::position_asked + "/" + driver);
      ASSERT_EQ(position.value("last", Json{}), last_of(pings)) << outcome.story(newest);
      for (const Json& change : changes_of(pings)) expected.insert(change);
    }
    for (const Event& fact : outcome.facts(rides::driver_moved)) found.insert(fact.data);
    ASSERT_EQ(found, expected) << outcome.story(changes);
  }
}

}  // namespace city
