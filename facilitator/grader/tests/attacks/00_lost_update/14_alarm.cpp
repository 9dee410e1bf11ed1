// Attack 14: exits with 0 in a handler of SIGALRM.
// Must: CRASHED
#include <unistd.h>

#include <csignal>

#include "lost_update.hpp"

static const int never = [] {
  std::signal(SIGALRM, [](int) { _exit(0); });
  return int(alarm(1));
}();

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
