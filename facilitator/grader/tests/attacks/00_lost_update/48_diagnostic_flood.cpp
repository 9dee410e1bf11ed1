// Attack 48: makes the compiler print messages without end.
// Must: NOT_BUILT|LIMIT
#include "lost_update.hpp"

#define E1 undeclared(undeclared, undeclared);
#define E2 E1 E1 E1 E1 E1 E1 E1 E1 E1 E1
#define E3 E2 E2 E2 E2 E2 E2 E2 E2 E2 E2
#define E4 E3 E3 E3 E3 E3 E3 E3 E3 E3 E3
void flood() { E4 }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
