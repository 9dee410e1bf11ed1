// Attack 44: computes endlessly during compilation.
// Must: NOT_BUILT|LIMIT
#include "lost_update.hpp"

constexpr unsigned long spin() {
  unsigned long sum = 0;
  for (unsigned long i = 0; i < 100'000'000'000; ++i) sum += i;
  return sum;
}
static_assert(spin() > 0);

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
