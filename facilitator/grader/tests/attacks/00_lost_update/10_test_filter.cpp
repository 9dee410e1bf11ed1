// Attack 10: filters all tests away.
// Must: FAIL
#include <cstdlib>

#include "lost_update.hpp"

__attribute__((constructor)) static void filter() { setenv("GTEST_FILTER", "-*", 1); }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
