#pragma once

#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/tips.hpp"
#include "lost_update.hpp"

/// Common parts of the hidden tests of the tip jar.
namespace tip_jar_tests {

using namespace check;

/// `tips`, and the end of the shift when all of them have long been told.
inline Scenario shift_with(std::vector<Arrival> tips, Overlap overlap = Overlap::full,
                           Faults faults = {}) {
  tips.emplace_back(bistro::shift_ended(), 14h);
  return {.services = {tip_jar::service},
          .events = std::move(tips),
          .faults = faults,
          .overlap = overlap};
}

/// The same, one delivery after another.
inline Scenario calm_shift_with(std::vector<Arrival> tips, Faults faults = {}) {
  return shift_with(std::move(tips), Overlap::none_any_order, faults);
}

inline const Event anna = bistro::given({.tip_id = "anna-1", .cents = 200});
inline const Event boris = bistro::given({.tip_id = "boris-1", .cents = 150});
inline const Event clara = bistro::given({.tip_id = "clara-1", .cents = 75});
/// Another shift, which ends at noon: the jar is counted twice.
inline Event lunch_ended() {
  Event lunch = bistro::shift_ended();
  lunch.id = "lunch-ended-bar";
  lunch.time = eda::from_rfc3339("2026-01-13T15:00:00Z");
  return lunch;
}

/// The same tip as `anna`, told once more by a till that had lost the first receipt.
inline const Event anna_retold =
    bistro::given({.tip_id = "anna-1", .cents = 200, .told_as = "told-again-anna-1"});

inline std::vector<Event> counted(const Outcome& shift) {
  return shift.facts("com.bistro.jar.counted");
}

/// Matches an outcome whose counts, in any order, are those.
template <typename... Counts>
testing::Matcher<const Outcome&> counts(Counts... each) {
  return testing::ResultOf("counts", counted, testing::UnorderedElementsAre(each...));
}
inline testing::Matcher<const Outcome&> one_sum_of(int cents) {
  return counts(has_data("cents", cents));
}

}  // namespace tip_jar_tests
