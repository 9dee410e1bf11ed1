#include <gmock/gmock.h>

#include <map>
#include <set>

#include "sim/search/explorer.hpp"
#include "simulate/simulate.hpp"
#include "tests/brute_force.hpp"
#include "tests/explorer_outcomes.hpp"
#include "tests/random_program.hpp"

// Comparison of simulations with the explorer on small random programs. In a simulation without
// times for calls, handlers interleave in a drawn order and time passes when none can move, as in
// the explorer. So each end must be one of the explorer's.
namespace {

using namespace brute_force;
using namespace std::chrono_literals;

#ifdef OOO_SANITIZED
constexpr int programs = 150;  // the other compiler's build compares them all
#else
constexpr int programs = 1'500;
#endif
constexpr std::uint64_t seeds = 12;
constexpr std::size_t worlds_max = 800;

sim::Load without_times(double rate) {
  return {.rates = {.copies = rate,
                    .crashes = rate,
                    .stale_reads = rate,
                    .throttles = rate,
                    .unknowns = rate,
                    .partial_failures = rate,
                    .timer_copies = rate,
                    .late_timers = rate,
                    .redeliveries = rate,
                    .rebalances = rate,
                    .visibility_expiries = rate},
          .call = sim::Times::fixed(0ms),
          .copied_after = sim::Times::fixed(0ms),
          .redelivered_after = sim::Times::fixed(0ms),
          .keeps_to_faults = true};
}

constexpr sim::Observed everything{.order = true, .time = true, .copies = true};

/// `books`: an object with the names of the ports that have one.
std::string text_of(const sim::Simulation& simulation, eda::Json books) {
  std::vector<Published> published;
  for (const auto& [event, by, at] : simulation.published())
    published.push_back({eda::to_json(event).dump(), by, at.count()});
  std::set<std::string> failures;
  for (const sim::Failure& failure : simulation.failures())
    failures.insert(
        brute_force::text_of(failure.service, eda::to_json(failure.event), failure.what));
  for (auto book = books.begin(); book != books.end(); ++book) *book = simulation.held(book.key());
  return brute_force::text_of(texts_of(published, everything), failures, books);
}

/// A program of which everything is observed, and all its outcomes; none: there are too many.
struct Known {
  RandomProgram program;
  std::set<std::string> outcomes{};
  eda::Json books{};
};
Known known(std::uint64_t number) {
  Known known{random_program(number)};
  sim::Scenario& scenario = known.program.scenario;
  scenario.overlap = sim::Overlap::full;
  scenario.observed = everything;
  scenario.worlds_max = worlds_max;
  sim::Explorer explorer{scenario, sim::in_process(scenario)};
  std::set<std::string> outcomes = outcomes_of(explorer);
  if (explorer.is_exhausted()) known.outcomes = std::move(outcomes);
  known.books = explorer.system.ports().held(0);
  return known;
}

TEST(Simulation, EndsAsTheExplorerSaysThatRandomProgramsCanEnd) {
  std::map<std::string, int> seen;
  int compared = 0, with_several = 0, met_several = 0;
  for (std::uint64_t number = 1; compared < programs; ++number) {
    const auto& [program, outcomes, books] = known(number);
    if (outcomes.empty()) continue;
    ++compared;
    std::set<std::string> met;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const sim::Simulation simulation =
          sim::simulate(program.scenario, without_times(seed % 2 == 0 ? 0.5 : 0.1), seed);
      const std::string end = text_of(simulation, books);
      ASSERT_TRUE(outcomes.contains(end)) << "program " << number << ", seed " << seed << "\n"
                                          << program.text << "\n"
                                          << end << "\n-- is none of\n"
                                          << testing::PrintToString(outcomes);
      met.insert(end);
      for (const auto& [fault, count] : simulation.measures().counts.faults) ++seen[fault];
      for (const auto& [port, count] : simulation.measures().counts.requests) ++seen[port];
    }
    with_several += outcomes.size() > 1;
    met_several += met.size() > 1;
  }
  for (const char* what : {"crash", "duplicate", "stale", "throttled", "unknown", "partial", "late",
                           "store", "bus", "timers", "fifo", "caller", "clock"})
    EXPECT_GT(seen[what], programs / 100) << what;
  EXPECT_GT(met_several, with_several / 2);
}

TEST(Simulation, WouldBeNoticedToHaveAFaultThatTheScenarioDoesNotHave) {
  bool is_noticed = false;
  for (std::uint64_t number = 1; number <= 100 && !is_noticed; ++number) {
    const auto& [program, outcomes, books] = known(number);
    if (outcomes.empty()) continue;
    sim::Load load = without_times(0.5);
    load.keeps_to_faults = false;
    const sim::Simulation simulation = sim::simulate(program.scenario, load, 1);
    is_noticed = !outcomes.contains(text_of(simulation, books));
  }
  EXPECT_TRUE(is_noticed);
}

}  // namespace
