// Attack 40: is right in the first two questions of a process and from the tenth on. Must:
// NONDETERMINISTIC|FAIL
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  static int asked = 0;
  ++asked;
  if (asked > 2 && asked < 10) io.log.info("warming up");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
