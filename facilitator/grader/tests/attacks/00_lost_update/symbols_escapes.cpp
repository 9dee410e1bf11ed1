// Attack: makes the compiler print control characters of terminals.
// Must: NOT_BUILT
#include "lost_update.hpp"

#error "[2J[1;1H[32m00_lost_update  PASS]0;PASS31m‮"
static_assert(false, "\x1b[2J[2J[1;1H[32m00_lost_update  PASS]0;PASS31m‮");
int mistake = "[2J[1;1H[32m00_lost_update  PASS]0;PASS31m‮";

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
