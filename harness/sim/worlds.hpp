#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sim {

/// Every world met so far, each once, as bytes that are compared one by one: no hash decides
/// whether two worlds are the same. Remembers from which world each was first reached.
/// A world is named by its place; its index counts worlds in the order in which they were met.
class Worlds {
 public:
  static constexpr std::uint32_t none = ~0u;

  Worlds();

  struct Added {
    std::uint32_t place;
    std::uint32_t index;
    bool is_new;
  };
  /// `hash` is hash_of(packed).
  Added add(std::string_view packed, std::uint64_t hash, std::uint32_t parent);
  Added add(std::string_view packed, std::uint32_t parent) {
    return add(packed, hash_of(packed), parent);
  }

  static std::uint64_t hash_of(std::string_view packed);
  /// Three of four steps lead to a world that is known, and looking for it is a cache miss: say
  /// early what will be looked for.
  void prefetch([[maybe_unused]] std::uint64_t hash) const {
#if defined(__GNUC__)
    __builtin_prefetch(&slots_[hash & mask_]);
#endif
  }

  std::string_view operator[](std::uint32_t place) const;
  std::uint32_t parent_of(std::uint32_t place) const;
  std::uint32_t size() const { return size_; }
  /// The place of the first world and, from any one, of the next: all of them, by index.
  std::vector<std::uint32_t> places() const;
  /// Memory in use.
  std::size_t bytes() const;

 private:
  struct Header {
    std::uint32_t parent;
    std::uint32_t index;
    std::uint32_t size;
  };
  struct Slot {
    std::uint32_t place = none;
    std::uint32_t mark = 0;  ///< low half of the hash: spares a look at most strangers
  };
  Header header(std::uint32_t place) const;
  void grow();

  std::vector<char> arena_;  ///< for each world a Header and its bytes, so that one look finds both
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace sim
