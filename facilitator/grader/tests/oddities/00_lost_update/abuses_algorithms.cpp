// Oddity: sorts, shuffles with a fixed seed, and measures the real time. Must: PASS
#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  std::vector<int> numbers{3, 1, 2};
  std::mt19937 fixed{42};
  std::shuffle(numbers.begin(), numbers.end(), fixed);
  std::sort(numbers.begin(), numbers.end());
  const auto began = std::chrono::steady_clock::now();
  if (numbers.front() != 1 || began > std::chrono::steady_clock::now()) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
