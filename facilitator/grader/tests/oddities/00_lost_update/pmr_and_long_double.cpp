// Oddity: computes in long double, in memory from a pool of its own. Must: PASS
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <vector>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  std::array<std::byte, 4096> room;
  std::pmr::monotonic_buffer_resource pool{room.data(), room.size()};
  std::pmr::vector<long double> roots{&pool};
  for (int i = 1; i < 50; ++i) roots.push_back(std::sqrt((long double)(i)));
  const std::pmr::string text{"a text that is too long for itself, so it must go into the pool",
                              &pool};
  const std::complex<long double> sum{roots.back(), std::fma(roots[1], 2.0L, 1e-4000L)};
  if (std::abs(sum) > 1 && !text.empty()) co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
