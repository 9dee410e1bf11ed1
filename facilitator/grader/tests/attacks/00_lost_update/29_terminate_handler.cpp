// Attack 29: exits with 0 in a terminate handler.
// Must: CRASHED
#include <cstdlib>
#include <exception>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  std::set_terminate([] { std::_Exit(0); });
  std::terminate();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
