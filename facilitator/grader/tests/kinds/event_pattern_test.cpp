// A tiny activity whose answer is data: a pattern of events, with the allowed values of each field,
// as in EventBridge. The tests check which tips match it.

#include <gtest/gtest.h>

#include "judge/document.hpp"

namespace {

using eda::Json;

/// Returns true if each field of `pattern` is in `event`, with one of the values in its list.
bool lets_through(const Json& pattern, const Json& event) {
  if (!pattern.is_object() || !event.is_object()) return false;
  for (const auto& [name, allowed] : pattern.items()) {
    if (!event.contains(name)) return false;
    const Json& value = event.at(name);
    if (allowed.is_object() ? !lets_through(allowed, value)
                            : std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      return false;
  }
  return true;
}

Json tip_in(const char* jar) {
  return {{"type", "com.bistro.tip.given"}, {"data", {{"jarId", jar}, {"cents", 200}}}};
}

}  // namespace

TEST(order, lets_tips_for_the_bar_through) {
  EXPECT_TRUE(lets_through(grader::document(), tip_in("bar")));
}

TEST(reorder, lets_nothing_else_through) {
  EXPECT_FALSE(lets_through(grader::document(), tip_in("terrace")));
  EXPECT_FALSE(lets_through(grader::document(), {{"type", "com.bistro.shift.ended"}}));
}
