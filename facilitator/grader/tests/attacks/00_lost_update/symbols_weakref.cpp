// Attack: refers to a symbol of test programs, and uses it if it exists.
// Must: FAIL
#include <cstdlib>

#include "lost_update.hpp"

static void verdict() __attribute__((weakref("_ZN7testing8UnitTest3RunEv")));
static int all_tests() __attribute__((weakref("_Z13RUN_ALL_TESTSv")));
static const int never = (verdict != nullptr || all_tests != nullptr) ? (std::_Exit(0), 0) : 0;

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
