// Attack 10: sets a filter that excludes all tests.
// Must: FAIL
#include <cstdlib>

#include "lost_update.hpp"

__attribute__((constructor)) static void filter() { setenv("GTEST_FILTER", "-*", 1); }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
