// Attack 34: never returns.
// Must: LIMIT
#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  volatile int turns = 0;
  while (true) turns = turns + 1;
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
