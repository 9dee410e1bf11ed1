#pragma once

#include <cstdint>

namespace grader {

/// Limits of a process in a box.
struct Limits {
  std::uint64_t cpu_s = 0;
  std::uint64_t memory_bytes = 0;
  std::uint64_t file_bytes = 0;  ///< of each file that it writes
  std::uint64_t processes = 0;   ///< of its user, threads included
  std::uint64_t files = 0;       ///< open at a time

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// Limits of an answer, thousands of times more than it needs.
inline constexpr Limits answer_limits{.cpu_s = 2,
                                      .memory_bytes = std::uint64_t{1} << 30,
                                      .file_bytes = 0,
                                      .processes = 16,
                                      .files = 64};
inline constexpr Limits compiler_limits{.cpu_s = 20,
                                        .memory_bytes = std::uint64_t{2} << 30,
                                        .file_bytes = std::uint64_t{64} << 20,
                                        .processes = 64,
                                        .files = 256};

}  // namespace grader
