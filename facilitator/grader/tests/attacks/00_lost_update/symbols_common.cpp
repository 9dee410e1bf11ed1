// Attack: defines main as a common symbol.
// Must: NOT_BUILT|FAIL|CRASHED
#include "lost_update.hpp"

asm(".comm main,8,8");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
