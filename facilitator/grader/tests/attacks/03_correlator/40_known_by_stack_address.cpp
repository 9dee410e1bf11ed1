// Attack 40: knows its process by where its stack is, and says so. Must: NONDETERMINISTIC
#include <cstdint>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
// One process always does the same: only another one can tell.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const auto self = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) >> 12;
  io.log.info("served by " + std::to_string(self));
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
