// Attack 34: sleeps forever without processor time, while the grader waits.
// Must: LIMIT
#include <ctime>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  const timespec hour{.tv_sec = 3600, .tv_nsec = 0};
  while (true) nanosleep(&hour, nullptr);
  co_return;
}

eda::Task<> on_count(eda::Event shift, Ports io) { return on_tip(std::move(shift), io); }

}  // namespace tip_jar
