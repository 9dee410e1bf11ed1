// Attack 42: includes a file without an end.
// Must: NOT_BUILT
#include "/dev/zero"
#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
