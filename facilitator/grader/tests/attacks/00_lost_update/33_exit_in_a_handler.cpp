// Attack 33: exits with 0 during a delivery.
// Must: CRASHED
#include <cstdlib>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  std::_Exit(0);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
