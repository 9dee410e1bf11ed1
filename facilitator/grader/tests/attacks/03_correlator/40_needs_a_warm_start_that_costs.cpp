// Attack 40: is wrong in the first question of a process, which takes half a second, so that most
// histories share a process with others. Must: NONDETERMINISTIC|FAIL
#include <ctime>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  static int asked = 0;
  const std::clock_t end = std::clock() + CLOCKS_PER_SEC / 2;
  if (++asked == 1) {
    io.log.info("good morning");
    while (std::clock() < end) continue;
  }
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
