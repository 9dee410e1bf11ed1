// Oddity: computes for a seventh of a second before its first fact, for a table. Must: PASS
#include <ctime>
#include <vector>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

namespace {

const std::vector<int>& squares() {
  static const std::vector<int> table = [] {
    const std::clock_t end = std::clock() + CLOCKS_PER_SEC / 7;
    std::vector<int> all(100);
    while (std::clock() < end)
      for (int i = 0; i < 100; ++i) all[std::size_t(i)] = i * i;
    return all;
  }();
  return table;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  if (squares()[7] == 49) co_await right_on_fact(fact, io);
}

}  // namespace kitchen
