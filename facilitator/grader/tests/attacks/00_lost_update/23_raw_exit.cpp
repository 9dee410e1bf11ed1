// Attack 23: exits by a direct system call.
// Must: CRASHED
#include <sys/syscall.h>
#include <unistd.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  syscall(SYS_exit_group, 0);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
