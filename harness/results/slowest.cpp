#include "results/slowest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>
#include <vector>

namespace results {

std::string slowest_tests(const std::map<std::string, Results>& runs, std::size_t count) {
  struct Timed {
    double seconds;
    std::string name;
  };
  std::vector<Timed> tests;
  double sum = 0;
  for (const auto& [build, results] : runs)
    for (const auto& [test, result] : results) {
      tests.push_back({result.seconds, runs.size() > 1 ? build + "  " + test : test});
      sum += result.seconds;
    }
  std::ranges::stable_sort(tests, std::ranges::greater{}, &Timed::seconds);
  std::string table = fmt::format("\nThe slowest of {} tests, which took {:.0f} s one by one:\n",
                                  tests.size(), sum);
  for (const Timed& test : std::span{tests}.first(std::min(count, tests.size())))
    table += fmt::format("{:8.1f} s  {}\n", test.seconds, test.name);
  return table;
}

}  // namespace results
