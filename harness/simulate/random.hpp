#pragma once

#include <cstdint>

namespace sim {

/// Random numbers that are the same with every compiler (Steele, Lea, Flood: SplitMix64).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
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
