// Attack 22: runs its code in an ifunc resolver, before the program starts.
// Must: NOT_BUILT|FAIL|CRASHED
#include "lost_update.hpp"

extern "C" void chosen() {}
extern "C" void (*choose())() { return chosen; }
extern "C" void late() __attribute__((ifunc("choose")));

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
