// Attack 40: knows its process by the sixteen bytes that the kernel gives each process, and says
// so. Must: NONDETERMINISTIC
#include <sys/auxv.h>

#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
// One process always does the same: only another one can tell.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const auto self = *reinterpret_cast<const unsigned char*>(getauxval(AT_RANDOM));
  io.log.info("served by " + std::to_string(self));
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
