#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "check/phases.hpp"
#include "sim/search/explorer.hpp"
#include "tests/kitchen_program.hpp"

// Speed of the explorer on the scopes of the table in the README: three facts of one order,
// read-modify-write with retries, and a deadline. Processor time, median of several runs.
namespace {

using namespace sim;

struct Scope {
  std::string name;
  Faults faults;
  double goal_ms;
};

struct Figure {
  double ms = 0;
  double learning_ms = 0;
  std::uint32_t worlds = 0;
  std::uint64_t transitions = 0;
  int questions = 0;
  double bytes_per_world = 0;
};

double now_ms() { return 1e3 * double(std::clock()) / CLOCKS_PER_SEC; }

Figure measure(const Scope& scope) {
  const Scenario scenario = kitchen_program::three_facts(scope.faults);
  const double begin = now_ms(), learnt = check::milliseconds(check::Phase::learn);
  const check::InPhase searching{check::Phase::search};
  Explorer explorer{scenario, check::timed(in_process(scenario))};
  while (explorer.next_end()) continue;
  Figure figure{.ms = now_ms() - begin,
                .learning_ms = check::milliseconds(check::Phase::learn) - learnt};
  figure.worlds = explorer.worlds().size();
  figure.transitions = explorer.transitions();
  figure.questions = explorer.system.behaviour.questions();
  figure.bytes_per_world = double(explorer.bytes()) / figure.worlds;
  return figure;
}

Figure median_of(const Scope& scope, int runs) {
  std::vector<Figure> figures;
  for (int i = 0; i < runs; ++i) figures.push_back(measure(scope));
  std::sort(figures.begin(), figures.end(),
            [](const Figure& a, const Figure& b) { return a.ms < b.ms; });
  return figures[figures.size() / 2];
}

}  // namespace

int main() {
  const std::vector<Scope> scopes{
      {"three facts, no fault, no timer race", {}, 1},
      {"each twice", {.duplicates_per_event_max = 1}, 10},
      {"each twice, racing deadline", {.duplicates_per_event_max = 1, .time_races = true}, 40},
      {"... and one crash anywhere",
       {.duplicates_per_event_max = 1, .crashes_max = 1, .time_races = true},
       200},
      {"... and one stale read instead",
       {.duplicates_per_event_max = 1, .stale_reads_max = 1, .time_races = true},
       400},
  };
  fmt::print("{:<38}{:>9}{:>11}{:>10}{:>10}{:>8}{:>9}{:>10}{:>8}{:>8}\n", "scope", "worlds",
             "steps", "questions", "learn ms", "ms", "goal ms", "worlds/s", "steps/s", "B/world");
  for (const Scope& scope : scopes) {
    const Figure figure = median_of(scope, 7);
    fmt::print("{:<38}{:>9}{:>11}{:>10}{:>10.1f}{:>8.1f}{:>9}{:>9.2f}M{:>7.1f}M{:>8.0f}\n",
               scope.name, figure.worlds, figure.transitions, figure.questions, figure.learning_ms,
               figure.ms, scope.goal_ms, figure.worlds / figure.ms / 1e3,
               double(figure.transitions) / figure.ms / 1e3, figure.bytes_per_world);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory of all of it: {} MB\n", usage.ru_maxrss / 1024);
}
