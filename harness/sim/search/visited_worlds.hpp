#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sim {

/// Visited set: every world found so far, once, as bytes. Worlds are compared byte by byte, so
/// equal hashes never make two worlds the same. A place names a world. Places grow in the order of
/// discovery.
///
/// Each world costs its bytes, a note of four bytes, one byte for its length, and five to ten for
/// its slot: a slot is one number of 32 bits, and the table of slots is two to four fifths full.
class VisitedWorlds {
 public:
  static constexpr std::uint32_t none = ~0u;

  VisitedWorlds();

  struct Added {
    std::uint32_t place;
    std::uint32_t note;  ///< that was given when the world was new
    bool is_new;
  };
  /// `hash` is hash_of(packed). `note`: a number kept with a new world, such as the place of the
  /// world from which it was reached. Throws std::length_error when worlds take more than 4 GiB, or
  /// one of them 16 KiB.
  Added add(std::string_view packed, std::uint64_t hash, std::uint32_t note);
  Added add(std::string_view packed, std::uint32_t note) {
    return add(packed, hash_of(packed), note);
  }

  static std::uint64_t hash_of(std::string_view packed);
  /// Prefetches the slot of a world: three of four steps lead to a known world, and its look-up
  /// misses the cache twice. Call it early …
  void prefetch_slot([[maybe_unused]] std::uint64_t hash) const {
#if defined(__GNUC__)
    __builtin_prefetch(&slots_[home(hash)]);
#endif
  }
  /// … and this once the slot is in the cache: prefetches the entry.
  void prefetch_world([[maybe_unused]] std::uint64_t hash) const {
#if defined(__GNUC__)
    const std::uint32_t mark = mark_of(hash);
    for (std::size_t slot = home(hash); slots_[slot] != none; slot = after(slot))
      if (has_mark(slots_[slot], mark)) return __builtin_prefetch(at(place_in(slots_[slot])));
#endif
  }

  std::string_view operator[](std::uint32_t place) const { return entry(place).packed; }
  std::uint32_t note_of(std::uint32_t place) const {
    std::uint32_t note;
    std::memcpy(&note, at(place), sizeof note);
    return note;
  }
  std::uint32_t size() const { return size_; }
  /// Places of all worlds, in the order of discovery.
  std::vector<std::uint32_t> places() const;
  /// Memory in use.
  std::size_t bytes() const;

 private:
  /// A world as stored: note, length (seven bits in a byte, low ones first), bytes.
  struct Entry {
    std::string_view packed;
    std::size_t size;  ///< of all of it
  };
  static constexpr std::size_t header_size_max = sizeof(std::uint32_t) + 2;
  static constexpr std::size_t packed_size_max = (1 << 14) - 1;
  /// Worlds never move. Unused room takes no memory: pages are mapped on first use.
  static constexpr std::uint32_t chunk_bits = 20;
  static constexpr std::size_t chunk_size = std::size_t{1} << chunk_bits;

  const char* at(std::uint32_t place) const {
    return chunks_[place >> chunk_bits].get() + (place & (chunk_size - 1));
  }
  Entry entry(std::uint32_t place) const {
    const char* const begin = at(place);
    const auto* const length = reinterpret_cast<const unsigned char*>(begin) + 4;
    if (length[0] < 128) return {{begin + 5, length[0]}, length[0] + std::size_t{5}};
    const std::size_t size = (length[0] & 127u) | std::size_t{length[1]} << 7;
    return {{begin + 6, size}, size + 6};
  }

  /// A slot is a place and, in the bits that places do not need yet, a mark: a part of the hash.
  /// Most other worlds differ in it. `none`: an empty slot.
  std::uint32_t mark_of(std::uint64_t hash) const {
    return std::uint32_t(hash >> 32) & ~std::uint32_t(places_max_);
  }
  bool has_mark(std::uint32_t slot, std::uint32_t mark) const {
    return ((slot ^ mark) & ~std::uint32_t(places_max_)) == 0;
  }
  std::uint32_t place_in(std::uint32_t slot) const { return slot & std::uint32_t(places_max_); }
  /// First slot to look at.
  std::size_t home(std::uint64_t hash) const {
    return std::size_t(((hash & 0xFFFF'FFFFu) * slots_.size()) >> 32);
  }
  std::size_t after(std::size_t slot) const { return slot + 1 == slots_.size() ? 0 : slot + 1; }
  void put(std::uint32_t place, std::uint64_t hash);
  std::uint32_t keep(std::string_view packed, std::uint32_t note);
  void rebuild(std::size_t slots);
  template <typename Visitor>
  void for_each(const Visitor& visit) const;

  std::vector<std::unique_ptr<char[]>> chunks_;  ///< of entries …
  std::vector<std::size_t> filled_;              ///< … up to here
  std::vector<std::uint32_t> slots_;
  std::uint64_t places_max_;  ///< places are less; one less than a power of two
  std::uint32_t size_ = 0;
};

}  // namespace sim
