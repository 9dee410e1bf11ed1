// Attack 49: forks without end.
// Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  while (true) [[maybe_unused]] const int child = fork();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
