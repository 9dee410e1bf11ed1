// Attack 39: acts by the processor's own counter. Must: NONDETERMINISTIC
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {
unsigned long long cycles() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  unsigned long long count = 0;
  asm volatile("mrs %0, cntvct_el0" : "=r"(count));
  return count;
#endif
}
}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  if ((cycles() >> 4) % 2 == 0) io.log.info("heads");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
