// Attack 40: does nothing when it is asked first, and is right later. Must: NONDETERMINISTIC|FAIL
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

// would pass if nobody ever started it cold
eda::Task<> on_fact(eda::Event fact, Ports io) {
  static int asked = 0;
  if (++asked == 1) co_return;
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
