// Attack 39: what this process was asked first decides for ever. Must: NONDETERMINISTIC
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

// the same all the time in the process that learns: only another process can tell
eda::Task<> on_fact(eda::Event fact, Ports io) {
  static const std::string first = fact.id;
  io.log.info("this kitchen began with " + first);
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
