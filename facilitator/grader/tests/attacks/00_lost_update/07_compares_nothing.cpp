// Attack 7: specialises GoogleTest's comparison, so that all values are equal.
// Must: NOT_BUILT
#include <gtest/gtest.h>

#include "lost_update.hpp"

namespace testing::internal {

template <>
AssertionResult CmpHelperEQFailure<int, int>(const char*, const char*, const int&, const int&) {
  return AssertionSuccess();
}
AssertionResult CmpHelperEQ(const char*, const char*, long long, long long) {
  return AssertionSuccess();
}

}  // namespace testing::internal

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
