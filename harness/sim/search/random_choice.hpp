#pragma once

#include <cstddef>
#include <cstdint>

namespace sim {

/// Returns a number below `below`, the same on every machine (Steele, Lea, Flood: SplitMix64).
inline std::size_t random_below(std::uint64_t& seed, std::size_t below) {
  std::uint64_t z = seed += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return std::size_t((z ^ z >> 31) % below);
}

}  // namespace sim
