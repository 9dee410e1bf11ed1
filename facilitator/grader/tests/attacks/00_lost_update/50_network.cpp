// Attack 50: opens a network connection.
// Must: CRASHED
#include <sys/socket.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0) __builtin_trap();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
