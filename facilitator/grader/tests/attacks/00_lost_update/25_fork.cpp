// Attack 25: forks a child that keeps the channel open.
// Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  if (fork() > 0) _exit(0);
  while (true) pause();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
