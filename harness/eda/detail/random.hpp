#pragma once

#include <cstdint>

namespace eda::detail {

/// Returns the next random number of `state`, the same on every machine (Steele, Lea, Flood:
/// SplitMix64).
inline std::uint64_t random_number(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

/// Returns a number of 0 … n - 1. Requires n > 0.
inline std::uint64_t random_below(std::uint64_t& state, std::uint64_t n) {
  return random_number(state) % n;
}

}  // namespace eda::detail
