#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "fixtures/boards.hpp"
#include "stories_test.hpp"

/// Common parts of the hidden tests of the projections.
namespace hall {

using namespace stories;
using counter::Command, counter::told;
using counter::created, counter::paid, counter::shipped, counter::registered;

inline const Command create{.what = "create"}, pay{.what = "pay"}, ship{.what = "ship"},
    cancel{.what = "cancel"};
inline const std::vector<Event> two_paid_orders{created("42"), created("43"), paid("42"),
                                                paid("43")};

/// True if a command has appended an event.
inline bool has_event(const Outcome& outcome, const Command& command) {
  const std::string id = told(command).data.at("commandId");
  return std::ranges::any_of(all_events(outcome), [&](const Event& each) { return each.id == id; });
}

inline const Rule has_position{
    .says = "an accepted answer has the position of the order's last event",
    .hint = "Which board knows of this? The customer has only your answer."};

/// Rules for the boards in the end: one for each way to be wrong.
struct Rules {
  Rule lacks{.says = "in the end both boards show all events, each counted once",
             .hint = "Read the ledger aloud. Which entry is not on the board?"};
  Rule twice{.says = lacks.says,
             .hint = "Read the ledger aloud. Which entry is on the board twice?"};
  Rule as_of{.says = "in the end `asOf` is the position of the last event",
             .hint = "The board is complete and says that it is not. What counts as read?"};
};

/// Fails unless both boards, an hour after the start, show all events.
inline void boards_are_right(const Outcome& outcome, const Rules& rules = {},
                             std::int64_t cents_min = 0) {
  const std::vector<Event> all = all_events(outcome);
  const Json view = boards::view_of(all, cents_min);
  for (const std::string board : {"orders", "customers"}) {
    const Json shown = answer_in(outcome, board + "@60");
    ASSERT_TRUE(shown.is_object() && shown.contains("rows")) << outcome.story(rules.lacks);
    ASSERT_LE(boards::orders_in(shown.at("rows")), boards::orders_in(view.at(board)))
        << outcome.story(rules.twice);
    ASSERT_EQ(shown.at("rows"), view.at(board)) << outcome.story(rules.lacks);
    ASSERT_EQ(shown.value("asOf", -1), int(all.size())) << outcome.story(rules.as_of);
  }
}

/// Fails unless the boards are right in every outcome.
inline void boards_stay_right(const Scenario& scenario, const Rules& rules = {}) {
  for (const Outcome& outcome : every_outcome_of(shown(scenario))) {
    boards_are_right(outcome, rules);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace hall
