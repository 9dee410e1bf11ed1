// Attack 29: turns the worst end into a success.
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
