// Attack 58: leaks a secret by the time of its compilation.
// Must: NOT_BUILT|FAIL
#include "lost_update.hpp"

constexpr char secret[] = {
#if __has_include("@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp")
#include "@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp"
#endif
    'x'};
constexpr int slow(int turns) {
  int sum = 0;
  for (int i = 0; i < turns; ++i) sum += i % 3;
  return sum;
}
static_assert(slow(secret[0] == 'x' ? 1 : 100'000) >= 0);
static_assert(sizeof secret == 1, "there is more than the x");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
