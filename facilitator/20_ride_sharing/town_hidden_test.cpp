#include <fmt/format.h>

#include <map>

#include "check/under_load.hpp"
#include "city_test.hpp"
#include "eda/detail/random.hpp"

using namespace city;

TEST(failure, payment_after_ride) {
  for (const char* ride : {"r1", "r1,second", "r1,declined"}) {
    pays_right(payment_of({completed(ride, "anna")}, {.unknowns_max = 1}));
    pays_right(payment_of({completed(ride, "anna")}, {.crashes_max = 1}));
  }
  for (const eda::Duration until : {30min, 120min}) {
    Scenario silent = payment_of({completed("r1", "anna")});
    silent.weather = {{"gateway", sim::Weather::Kind::down, 0s, until}};
    pays_right(silent);
  }
}

TEST(failure, debts) {
  const Rule an_hour{.says = "the second card is charged an hour after the first",
                     .hint = "When is the next try, and with which card?"};
  const Scenario second = payment_of({completed("r1,second", "anna")});
  for (const Outcome& outcome : every_outcome_of(second)) {
    const eda::Duration at = first_at(outcome, has_type(rides::charged));
    ASSERT_TRUE(at >= 1h && at <= 65min) << outcome.story(an_hour);
  }
  const Rule closes{.says = "a debt that is settled is closed, once",
                    .hint = "The rider has paid at the office. Who says so?"};
  const std::string ride = "r1,declined", trip = "trip-" + ride;
  Scenario paid = payment_of({completed(ride, "anna"), {settled(trip, rider_of(ride)), 3h}},
                             {.crashes_max = 1});
  for (const Outcome& outcome : every_outcome_of(paid))
    ASSERT_THAT(outcome.facts(rides::debt_closed), testing::ElementsAre(has_data("tripId", trip)))
        << outcome.story(closes);
}

TEST(duplicate, trip_completed) {
  const Rule once = views_rule("The driver was paid per copy of the letter.");
  const Scenario copies = with_views(
      {.services = {},
       .events = {completed("r1", "anna"), completed("r2", "anna"), completed("r3", "boris", 900)},
       .faults = twice(rides::trip_completed)});
  for (const Outcome& outcome : every_outcome_of(copies))
    ASSERT_EQ(views_in(outcome), views_of(history_of(outcome, copies))) << outcome.story(once);
  for (const char* ride : {"r1", "r1,second", "r1,declined"})
    pays_right(payment_of({completed(ride, "anna")}, twice(rides::trip_completed)));
}

namespace {

constexpr int drivers_count = 200, cells_count = 20, rides_count = 120, pings_count = 12;

std::string cell_name(int number) { return "cell-" + std::to_string(number % cells_count); }

/// An hour of the city. `changes` is set to the number of changes of cell that the phones saw.
Scenario city_of(std::uint64_t seed, int& changes) {
  std::uint64_t random = seed;
  const auto below = [&](int most) {
    return int(eda::detail::random_below(random, std::uint64_t(most)));
  };
  Scenario scenario = with_views(matching_of({}, {}), 2h);
  for (const eda::Service& more : {rides::payment, rides::locations, trips(), phones()})
    scenario.services.push_back(more);
  changes = 0;
  scenario.records = 8;
  for (int i = 0; i < drivers_count; ++i) {
    const std::string driver =
        "d" + std::to_string(i) + ",after_" + std::to_string(2 + below(7)) + "s";
    scenario.rows.push_back(on_duty(driver, cell_name(i)));
    std::vector<Event> all;
    int cell = i;
    for (int sequence = 1; sequence <= pings_count; ++sequence) {
      if (below(30) == 0) ++cell;
      all.push_back(ping(driver, sequence, cell_name(cell)));
      const std::string id = driver + "/" + std::to_string(sequence);
      scenario.events.emplace_back(moved(id, {all.back()}), sequence * 10s + i * 40ms);
    }
    changes += int(changes_of(all).size());
  }
  const auto moments = sim::poisson(rides_count / 60.0, rides_count, seed);
  for (int i = 0; i < rides_count; ++i) {
    const std::string ride = "r" + std::to_string(i) + (below(10) == 0 ? ",second" : "");
    scenario.events.emplace_back(requested(ride, "", cell_name(below(cells_count))),
                                 moments[std::size_t(i)]);
    if (below(10) == 0)
      scenario.events.emplace_back(cancel_requested(ride),
                                   moments[std::size_t(i)] + (1 + below(120)) * 1s);
  }
  return scenario;
}

}  // namespace

TEST(sim, city) {
  const Rule quiet{.says = "at most two facts go on the bus for each change of cell",
                   .hint = "The bus carries a river of pings."};
  const Rule quick{.says = "95 of 100 rides are matched within 20 seconds",
                   .hint = "Who waits for whom, and for how long?"};
  for (const std::uint64_t seed : {1, 2, 3}) {
    int changes = 0;
    const Scenario hour = city_of(seed, changes);
    const Simulation day = simulate(hour, {.rates = {.copies = 0.01, .crashes = 0.0002}}, seed);
    const auto moves =
        std::ranges::count(day.published(), rides::locations.name, &sim::Published::by);
    if (moves > 2 * changes) reject(quiet, fmt::format("{} facts for {} changes", moves, changes));
    const History said = history_of(day, hour);
    for (const auto& [rule, flaw] : flaws_in(said, hour.start))
      if (!flaw.empty()) reject(rule, flaw + "\n" + day.summary());
    const Json& book = day.held("gateway").at("book");
    const std::string money = flaw_of_charges(said, book) + flaw_of_debts(said, book);
    if (!money.empty()) reject({"a trip is paid once, or has a debt", "Follow it."}, money);
    ASSERT_EQ(views_in(day), views_of(said)) << broken(views_rule("Which fact was not counted?"));
    std::map<std::string, eda::Duration> asked;
    std::vector<eda::Duration> waits;
    for (const auto& [event, at] : said) {
      if (event.type == rides::ride_requested) asked[event.data.at("rideId")] = at;
      if (event.type == rides::matched) waits.push_back(at - asked.at(event.data.at("rideId")));
    }
    if (waits.empty() || sim::percentile(waits, 95) > 20s) reject(quick, day.summary());
  }
}

TEST(reorder, pings) {
  const std::vector<std::vector<Event>> late{
      {ping("anna", 1, "north"), ping("anna", 3, "south"), ping("anna", 2, "north")},
      {ping("boris", 1, "west"), ping("boris", 2, "east")}};
  for (const Faults& faults :
       {Faults{.redeliveries_max = 1}, Faults{.rebalances_max = 1}, Faults{.crashes_max = 1}})
    locates_right(locations_of(late, faults), late);
  const Rule forward{.says = "a position that is shown never goes back",
                     .hint = "The car jumped back a street, on the screen."};
  Scenario shown{.services = {},
                 .events = {requested("r1"), rides::matched_of("r1", "anna"),
                            rides::driver_moved_of("anna", 1, "north"),
                            rides::driver_moved_of("anna", 2, "south"),
                            rides::driver_moved_of("anna", 10, "north")},
                 .faults = {.duplicates_per_event_max = 1, .duplicates_max = 1}};
  shown.faults.duplicates_of = {rides::driver_moved};
  shown = with_views(shown);
  for (const Outcome& outcome : every_outcome_of(shown))
    ASSERT_EQ(views_in(outcome), views_of(history_of(outcome, shown))) << outcome.story(forward);
}
