// Attack 40: knows its process by a random number, drawn once, and says so. Must: NONDETERMINISTIC
#include <random>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {
const unsigned int drawn = std::random_device{}();
}

// One process always does the same: only another one can tell.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const auto self = drawn;
  io.log.info("served by " + std::to_string(self));
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
