#pragma once

#include <cstdint>
#include <string_view>

namespace eda::detail {

inline constexpr std::uint64_t hash_of_nothing = 14695981039346656037u;

/// Returns the FNV-1a hash of `text`, the same on every machine. `before`: hash of what stands
/// before it.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t before = hash_of_nothing) {
  for (const char c : text) before = (before ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return before;
}

}  // namespace eda::detail
