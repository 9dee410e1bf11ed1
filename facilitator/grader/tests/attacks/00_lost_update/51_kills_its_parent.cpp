// Attack 51: kills its parent process.
// Must: CRASHED
#include <unistd.h>

#include <csignal>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  kill(getppid(), SIGKILL);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
