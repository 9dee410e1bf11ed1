#pragma once

#include <cstdint>

#include "eda/detail/random.hpp"

namespace sim {

/// Random numbers that are the same with every compiler.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() { return eda::detail::random_number(state_); }
  /// Returns a number of 0 … n - 1. Requires n > 0.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  /// Returns a number of [0, 1).
  double unit() { return double(next() >> 11) * 0x1p-53; }
  /// True with that probability. Draws nothing if the result is certain.
  bool chance(double probability) {
    return probability > 0 && (probability >= 1 || unit() < probability);
  }

 private:
  std::uint64_t state_;
};

}  // namespace sim
