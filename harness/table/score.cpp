#include "table/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace table {
namespace {

/// In the order in which the workshop comes to them; any other family stands last.
std::ptrdiff_t rank(const Family& family) {
  constexpr std::array<std::string_view, 12> order{"visible",     "order",   "reorder", "duplicate",
                                                   "concurrency", "timeout", "crash",   "failure",
                                                   "stale",       "poison",  "lint",    "sim"};
  const auto found = std::ranges::find(order, family.name);
  return (found - order.begin()) + (family.stretch ? 100 : 0);
}

Family& family_of(std::vector<Family>& families, const std::string& name) {
  const auto found = std::ranges::find(families, name, &Family::name);
  if (found != families.end()) return *found;
  families.push_back({.name = name});
  return families.back();
}

std::vector<Family> families_of(const JudgedActivity& activity, const Points& points,
                                const Results& results) {
  std::vector<Family> families;
  for (const Test& test : activity.tests) {
    Family& family = family_of(families, test.visible ? "visible" : test.family);
    family.stretch = !test.visible && points.stretch.contains(test.family);
    family.tests += 1;
    const auto result = results.find(activity.ctest_name(test));
    if (result == results.end()) continue;
    family.ran += 1;
    family.passed += result->second.ending == Ending::passed;
  }
  std::ranges::stable_sort(families, {}, rank);
  return families;
}

}  // namespace

Score score(const JudgedActivity& activity, const Points& points, const Results& results) {
  Score score{.families = families_of(activity, points, results)};
  int hidden = 0;
  int hidden_ok = 0;
  for (const Family& family : score.families) {
    if (family.ran < family.tests) score.complete = false;
    if (family.stretch) {
      score.bonus += family.ok() ? points.stretch.at(family.name) : 0;
    } else if (family.name == "visible") {
      score.points += family.ok() ? points.visible : 0;
    } else {
      hidden += 1;
      hidden_ok += family.ok();
    }
  }
  score.points_max = points.visible + (hidden > 0 ? points.hidden : 0);
  if (hidden > 0) score.points += points.hidden * hidden_ok / hidden;
  return score;
}

std::string to_text(const Score& score) {
  if (!score.complete) return "-";
  const std::string bonus = score.bonus > 0 ? fmt::format(" +{}", score.bonus) : "";
  return fmt::format("{}/{}{}", score.points, score.points_max, bonus);
}

}  // namespace table
