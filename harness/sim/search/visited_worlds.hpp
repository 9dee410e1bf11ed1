#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sim {

/// Visited set: every world found so far, once, as bytes. Worlds are compared byte by byte, so
/// equal hashes never make two worlds the same. Keeps for each world the one from which it was
/// first reached. A place names a world; its index is its number in the order of discovery.
class VisitedWorlds {
 public:
  static constexpr std::uint32_t none = ~0u;

  VisitedWorlds();

  struct Added {
    std::uint32_t place;
    std::uint32_t index;
    bool is_new;
  };
  /// `hash` is hash_of(packed). Throws std::length_error when worlds take more than 4 GiB.
  Added add(std::string_view packed, std::uint64_t hash, std::uint32_t parent);
  Added add(std::string_view packed, std::uint32_t parent) {
    return add(packed, hash_of(packed), parent);
  }

  static std::uint64_t hash_of(std::string_view packed);
  /// Prefetches the slot of a world: three of four steps lead to a known world, and its look-up
  /// misses the cache twice. Call it early …
  void prefetch_slot([[maybe_unused]] std::uint64_t hash) const {
#if defined(__GNUC__)
    __builtin_prefetch(&slots_[hash & mask_]);
#endif
  }
  /// … and this once the slot is in the cache: prefetches the entry.
  void prefetch_world([[maybe_unused]] std::uint64_t hash) const {
#if defined(__GNUC__)
    const Slot& slot = slots_[hash & mask_];
    if (slot.mark == std::uint32_t(hash) && slot.place != none) __builtin_prefetch(at(slot.place));
#endif
  }

  std::string_view operator[](std::uint32_t place) const {
    return {at(place) + header_size, header(place).size};
  }
  std::uint32_t parent_of(std::uint32_t place) const { return header(place).parent; }
  std::uint32_t size() const { return size_; }
  /// Places of the first world and of the world after a given one, in order of their index.
  std::vector<std::uint32_t> places() const;
  /// Memory in use.
  std::size_t bytes() const;

 private:
  struct Header {
    std::uint32_t parent, index;
    std::uint16_t size;
  };
  static constexpr std::size_t header_size = 10;  ///< as stored: without padding
  struct Slot {
    std::uint32_t place = none;
    std::uint32_t mark = 0;  ///< low half of the hash; most other worlds differ in it
  };
  /// Worlds never move. Unused room takes no memory: pages are mapped on first use.
  static constexpr std::uint32_t chunk_bits = 20;
  static constexpr std::size_t chunk_size = std::size_t{1} << chunk_bits;

  const char* at(std::uint32_t place) const {
    return chunks_[place >> chunk_bits].get() + (place & (chunk_size - 1));
  }
  Header header(std::uint32_t place) const {
    Header header;
    std::memcpy(&header, at(place), header_size);
    return header;
  }
  std::uint32_t keep(std::string_view packed, std::uint32_t parent);
  void grow();

  std::vector<std::unique_ptr<char[]>> chunks_;  ///< of worlds: a Header and its bytes …
  std::vector<std::size_t> filled_;              ///< … up to here
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace sim
