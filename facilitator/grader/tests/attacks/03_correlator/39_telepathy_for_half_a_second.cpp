// Attack 39: keeps the orders in a global, and each process takes half a second to start, so that
// most histories share one with others. Must: NONDETERMINISTIC|FAIL
#include <ctime>

// @TEXT facilitator/grader/tests/attacks/03_correlator/39_telepathy_by_a_global.cpp@

namespace {

std::clock_t waste(std::clock_t ticks) {
  const std::clock_t end = std::clock() + ticks;
  while (std::clock() < end) continue;
  return end;
}

[[maybe_unused]] const std::clock_t start = waste(CLOCKS_PER_SEC / 2);

}  // namespace
