#include "event_pattern.hpp"

using namespace check;
using namespace event_pattern;

TEST(reorder, lets_nothing_else_through) {
  EXPECT_FALSE(lets_through(pattern(), json_of(tip_in("terrace")))) << "Which jar is this tip for?";
}

TEST(lint, names_a_listener) {
  EXPECT_FALSE(part("/listeners", Kind::list).empty()) << "Who hears these events?";
}
