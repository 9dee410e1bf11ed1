// Attack 37: does its work in another thread.
// Must: CRASHED|FAIL
#include <thread>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  std::thread{[] {}}.join();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
