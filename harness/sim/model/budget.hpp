#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/model/scenario.hpp"

namespace sim {

/// Kinds of faults that a schedule may spend. Each kind has its own limit.
enum class Fault : std::uint8_t {
  duplicate,
  crash,
  race,
  stale,
  throttle,
  unknown,
  partial,
  late,
  timer_duplicate,
  redelivery,
  rebalance,
  expiry,
};
inline constexpr int faults_count = 12;
inline constexpr std::array<std::string_view, faults_count> fault_names{
    "duplicate", "crash", "late",      "stale",     "throttled", "unknown",
    "partial",   "late",  "duplicate", "duplicate", "rebalance", "expired"};

/// Number of faults of each kind that are left, or that one step spends: four bits per kind.
class Budget {
 public:
  static constexpr int max = 15;

  constexpr Budget() = default;
  constexpr explicit Budget(std::uint64_t bits) : bits_{bits} {}
  static constexpr Budget one(Fault fault) { return Budget{std::uint64_t{1} << shift(fault)}; }
  /// Throws std::invalid_argument for a number outside 0..15.
  static Budget of(const Faults& faults);

  int left(Fault fault) const { return int(bits_ >> shift(fault) & 15u); }
  void set(Fault fault, int count) {
    bits_ = (bits_ & ~(std::uint64_t{15} << shift(fault))) | std::uint64_t(count) << shift(fault);
  }
  bool covers(Budget spent) const {
    for (std::uint64_t have = bits_, want = spent.bits_; want != 0; have >>= 4, want >>= 4)
      if ((have & 15u) < (want & 15u)) return false;
    return true;
  }
  Budget operator-(Budget spent) const { return Budget{bits_ - spent.bits_}; }
  constexpr Budget operator+(Budget more) const { return Budget{bits_ + more.bits_}; }
  int total() const {
    int sum = 0;
    for (std::uint64_t rest = bits_; rest != 0; rest >>= 4) sum += int(rest & 15u);
    return sum;
  }
  /// Returns one fault of each kind that is left.
  Budget kinds() const {
    return Budget{(bits_ | bits_ >> 1 | bits_ >> 2 | bits_ >> 3) & 0x1111'1111'1111'1111u};
  }
  /// A bit for each kind of which there is one; requires that there is no more: see kinds().
  std::uint32_t kind_bits() const {
    std::uint64_t bits = bits_ | bits_ >> 3;  // of two, of four, of eight kinds side by side
    bits = (bits & 0x0303'0303'0303'0303u) | (bits & 0x0303'0303'0303'0303u) >> 6;
    bits = (bits & 0x000F'000F'000F'000Fu) | (bits & 0x000F'000F'000F'000Fu) >> 12;
    bits = (bits & 0x0000'00FF'0000'00FFu) | (bits & 0x0000'00FF'0000'00FFu) >> 24;
    return std::uint32_t(bits & 0xFFFFu);
  }
  /// Returns only the faults of `kinds`.
  Budget of_kinds(Budget kinds) const { return Budget{bits_ & 15 * kinds.bits_}; }
  bool empty() const { return bits_ == 0; }
  std::uint64_t bits() const { return bits_; }
  friend bool operator==(Budget, Budget) = default;

 private:
  static constexpr int shift(Fault fault) { return 4 * int(fault); }
  std::uint64_t bits_ = 0;
};

}  // namespace sim
