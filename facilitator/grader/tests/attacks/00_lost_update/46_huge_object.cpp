// Attack 46: has an object of four gigabytes.
// Must: NOT_BUILT|LIMIT
#include "lost_update.hpp"

asm(".data\n.rept 2000000000\n.quad 1\n.endr");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
