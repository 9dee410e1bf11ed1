#include "results/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace results {
namespace {

/// Rank of a family in the order in which the workshop teaches them; unknown families come last.
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

/// Gives each family its points. If the hidden points do not divide evenly, the first families get
/// one point more, so that all points are whole and their sum is the activity's total.
void share(std::vector<Family>& families, const Points& points) {
  const auto is_shared = [](const Family& one) { return !one.stretch && one.name != "visible"; };
  const int sharing = int(std::ranges::count_if(families, is_shared));
  int left_over = sharing == 0 ? 0 : points.hidden % sharing;
  for (Family& family : families) {
    if (family.stretch)
      family.points = points.stretch.at(family.name);
    else if (family.name == "visible")
      family.points = points.visible;
    else
      family.points = points.hidden / sharing + (left_over-- > 0 ? 1 : 0);
  }
}

std::vector<Family> families_of(const ManifestActivity& activity, const Points& points,
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
  share(families, points);
  return families;
}

}  // namespace

Score score(const ManifestActivity& activity, const Points& points, const Results& results) {
  Score score{.families = families_of(activity, points, results), .points_max = 0};
  for (const Family& family : score.families) {
    if (family.ran < family.tests) score.complete = false;
    if (!family.stretch) score.points_max += family.points;
    if (family.ok()) (family.stretch ? score.bonus : score.points) += family.points;
  }
  return score;
}

std::string to_text(const Score& score) {
  if (!score.complete) return "-";
  const std::string bonus = score.bonus > 0 ? fmt::format(" +{}", score.bonus) : "";
  return fmt::format("{}/{}{}", score.points, score.points_max, bonus);
}

}  // namespace results
