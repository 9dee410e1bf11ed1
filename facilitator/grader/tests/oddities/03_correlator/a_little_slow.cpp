// Oddity: computes for a tenth of a millisecond in each delivery. Must: PASS
#include <ctime>
#include <vector>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

namespace {

void compute_for(double seconds) {
  const std::clock_t end = std::clock() + std::clock_t(seconds * CLOCKS_PER_SEC);
  volatile double sum = 0;
  while (std::clock() < end) sum = sum + 1;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  compute_for(0.0001);
  {
    std::vector<char> large(1 << 16);
    large[large.size() / 2] = 'x';
  }
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
