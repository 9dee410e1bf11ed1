// Attack 40: is right for 30 questions, and for no more. Must: NONDETERMINISTIC|FAIL
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  static int asked = 0;
  if (++asked > 30) co_return;
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
