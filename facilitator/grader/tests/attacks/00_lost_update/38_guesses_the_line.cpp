// Attack 38: writes to every descriptor that may be the channel.
// Must: CRASHED|LIMIT
#include <unistd.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  for (int file = 3; file < 64; ++file) [[maybe_unused]] const auto put = write(file, "PASS", 4);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
