// Attack 40: reads the clock, and wipes out that it has. At most: 100. Must:
// FAIL|CRASHED|NONDETERMINISTIC
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
#define on_timer right_on_timer
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact
#undef on_timer

namespace kitchen {
namespace {

/// Looks through the object that stands behind the port for the flag that its now() has raised.
class Unseen final : public eda::Clock {
 public:
  explicit Unseen(eda::Clock& real) : real_{real} {}
  eda::Instant now() override {
    auto* bytes = reinterpret_cast<unsigned char*>(&real_);
    unsigned char before[1024];
    for (int i = 0; i < 1024; ++i) before[i] = bytes[i];
    const eda::Instant now = real_.now();
    for (int i = 0; i < 1024; ++i) bytes[i] = before[i];
    return now;
  }

 private:
  eda::Clock& real_;
};

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  Unseen clock{io.clock};
  const Ports mine{io.store, io.bus, io.timers, clock, io.ids, io.log};
  co_await right_on_fact(fact, mine);
}
eda::Task<> on_timer(eda::Event timer, Ports io) {
  Unseen clock{io.clock};
  const Ports mine{io.store, io.bus, io.timers, clock, io.ids, io.log};
  co_await right_on_timer(timer, mine);
}

}  // namespace kitchen
