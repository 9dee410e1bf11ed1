// Attack 43: doubles the number of types at each step.
// Must: NOT_BUILT|LIMIT
#include "lost_update.hpp"

template <int Left, unsigned long Path>
struct Bomb {
  static constexpr int size = Bomb<Left - 1, 2 * Path>::size + Bomb<Left - 1, 2 * Path + 1>::size;
};
template <unsigned long Path>
struct Bomb<0, Path> {
  static constexpr int size = 1;
};
static_assert(Bomb<40, 1>::size > 0);

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
