// Attack 39: acts by the real clock, which all processes share. Must: NONDETERMINISTIC
#include <chrono>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(now).count() / 100;
  if (tenths % 2 == 0) io.log.info("an even moment");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
