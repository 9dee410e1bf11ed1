// Attack 43: doubles its types at every step. Must: NOT_BUILT|LIMIT
#include "lost_update.hpp"

template <typename A, typename B>
struct Pair {};
template <int N>
struct Bomb {
  using Type = Pair<typename Bomb<N - 1>::Type, Pair<typename Bomb<N - 1>::Type, Bomb<N>>>;
};
template <>
struct Bomb<0> {
  using Type = int;
};
template <typename T>
void explode() {}
template void explode<Bomb<200>::Type>();

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
