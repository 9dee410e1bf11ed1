// Attack 35: allocates all memory.
// Must: FAIL|CRASHED|LIMIT
#include <cstring>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  while (true) std::memset(new char[1 << 26], 1, 1 << 26);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
