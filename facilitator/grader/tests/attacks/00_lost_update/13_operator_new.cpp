// Attack 13: replaces operator new, counts allocations and exits with 0 in time.
// Must: NOT_BUILT|FAIL|CRASHED
#include <cstdlib>
#include <new>

#include "lost_update.hpp"

void* operator new(std::size_t size) {
  static int count = 0;
  if (++count == 400) std::_Exit(0);
  return std::malloc(size);
}

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
