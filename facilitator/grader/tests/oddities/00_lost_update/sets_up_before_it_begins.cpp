// Oddity: computes for a fifth of a second when its process starts. Must: PASS
#include <ctime>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

long compute_for(double seconds) {
  const std::clock_t end = std::clock() + std::clock_t(seconds * CLOCKS_PER_SEC);
  volatile long steps = 0;
  while (std::clock() < end) steps = steps + 1;
  return steps;
}

const bool is_set_up = compute_for(0.2) > 0;

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (is_set_up) co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
