#pragma once

#include <cstdint>
#include <vector>

namespace sim {

/// Map from 128-bit keys to numbers: open addressing, without removal.
class FlatMap {
 public:
  struct Key {
    std::uint64_t high, low;
    friend bool operator==(const Key&, const Key&) = default;
  };
  static constexpr std::uint32_t none = ~0u;

  std::uint32_t find(Key key) const {
    for (std::size_t slot = hash(key) & mask_;; slot = (slot + 1) & mask_) {
      if (slots_[slot].number == none) return none;
      if (slots_[slot].key == key) return slots_[slot].number;
    }
  }
  void add(Key key, std::uint32_t number) {
    if (2 * ++size_ > slots_.size()) grow();
    put(key, number);
  }
  void clear() { *this = FlatMap{}; }

 private:
  struct Slot {
    Key key{};
    std::uint32_t number = none;
  };
  static std::size_t hash(Key key) {
    std::uint64_t h = (key.high ^ key.low * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    return std::size_t(h ^ h >> 32);
  }
  void put(Key key, std::uint32_t number) {
    std::size_t slot = hash(key) & mask_;
    while (slots_[slot].number != none) slot = (slot + 1) & mask_;
    slots_[slot] = {key, number};
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old)
      if (slot.number != none) put(slot.key, slot.number);
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t mask_ = 1023;
  std::size_t size_ = 0;
};

}  // namespace sim
