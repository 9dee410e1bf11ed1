// Attack 40: is right when it is asked first, and as it likes later. Must: NONDETERMINISTIC|FAIL
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

// would pass if what a cold start does stood for all that was learnt before
eda::Task<> on_fact(eda::Event fact, Ports io) {
  static int asked = 0;
  if (++asked > 1) co_return;
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
