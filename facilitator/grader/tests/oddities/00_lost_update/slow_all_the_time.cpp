// Oddity: computes for three milliseconds for each tip. Must: PASS
#include <ctime>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

void compute_for(double seconds) {
  const std::clock_t end = std::clock() + std::clock_t(seconds * CLOCKS_PER_SEC);
  volatile double sum = 0;
  while (std::clock() < end) sum = sum + 1;
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  compute_for(0.003);
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
