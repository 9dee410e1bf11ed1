#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "sim/search/explorer.hpp"
#include "tests/company_program.hpp"

// Figures of ample sets where several services touch different rows: five services of a pizza
// company. Processor time, median of three runs.
namespace {

using namespace sim;

struct Figure {
  double ms = 0;
  double bytes_per_world = 0;
  std::uint32_t worlds = 0;
  int outcomes = 0, restarts = 0;
  bool is_exhausted = false;

  std::string count() const { return is_exhausted ? fmt::format("{}", worlds) : "> 3 million"; }
};

Figure measure(const Scenario& scenario, Reductions reductions) {
  const std::clock_t begin = std::clock();
  Explorer explorer{scenario, in_process(scenario), reductions};
  while (explorer.next_end()) continue;
  Figure figure{.ms = 1e3 * double(std::clock() - begin) / CLOCKS_PER_SEC};
  figure.worlds = explorer.worlds().size();
  figure.bytes_per_world = double(explorer.bytes()) / figure.worlds;
  figure.outcomes = explorer.ends_count();
  figure.restarts = explorer.restarts();
  figure.is_exhausted = explorer.is_exhausted();
  return figure;
}

Figure median_of(const Scenario& scenario, int runs) {
  std::vector<Figure> figures;
  for (int i = 0; i < runs; ++i) figures.push_back(measure(scenario, {}));
  std::sort(figures.begin(), figures.end(),
            [](const Figure& a, const Figure& b) { return a.ms < b.ms; });
  return figures[figures.size() / 2];
}

}  // namespace

int main() {
  fmt::print("{:<46}{:>12}{:>9}{:>12}{:>9}{:>9}{:>9}{:>9}\n", "scope", "without", "ms", "worlds",
             "ms", "B/world", "restarts", "outcomes");
  for (const company_program::Scope& scope : company_program::scopes()) {
    const Figure before = measure(scope.scenario, {.ample_sets = false});
    const Figure after = median_of(scope.scenario, 3);
    fmt::print("{:<46}{:>12}{:>9.0f}{:>12}{:>9.1f}{:>9.0f}{:>9}{:>9}\n", scope.name, before.count(),
               before.ms, after.count(), after.ms, after.bytes_per_world, after.restarts,
               after.outcomes);
  }
}
