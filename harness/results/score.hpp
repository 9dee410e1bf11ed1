#pragma once

#include <string>
#include <vector>

#include "results/activity.hpp"
#include "results/manifest.hpp"
#include "results/results.hpp"

namespace results {

/// Tests that are scored together: all or nothing.
struct Family {
  std::string name;  ///< "duplicate"; all visible tests together are the family "visible"
  bool stretch = false;
  int tests = 0;
  int ran = 0;
  int passed = 0;
  int points = 0;  ///< for passing; hidden families get equal shares, up to a point

  bool ok() const { return tests > 0 && passed == tests; }
};

/// Score of an answer.
struct Score {
  std::vector<Family> families;  ///< visible first, then as the workshop teaches them, stretch last
  bool complete = true;          ///< false when tests did not take part: then there are no points
  int points = 0;                ///< of the families that are ok, without the bonus
  int points_max = 100;          ///< fewer if the hidden tests are not here
  int bonus = 0;
};

/// Returns "46/100 +10", the bonus last; "-" if there are no points.
std::string to_text(const Score& score);

Score score(const ManifestActivity& tests, const Points& points, const Results& results);

}  // namespace results
