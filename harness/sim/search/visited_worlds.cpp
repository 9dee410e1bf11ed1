#include "sim/search/visited_worlds.hpp"

#include <stdexcept>

namespace sim {

VisitedWorlds::VisitedWorlds() : slots_(1 << 9), mask_{slots_.size() - 1} {}

std::uint64_t VisitedWorlds::hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t word = 0;
  for (; left >= 8; at += 8, left -= 8) {
    std::memcpy(&word, at, 8);
    mix(word);
  }
  word = 0;
  std::memcpy(&word, at, left);
  mix(word);
  return hash;
}

VisitedWorlds::Added VisitedWorlds::add(std::string_view packed, std::uint64_t hash,
                                        std::uint32_t parent) {
  if (3 * (std::size_t{size_} + 1) > 2 * slots_.size()) grow();
  const auto mark = std::uint32_t(hash);
  std::size_t slot = hash & mask_;
  for (; slots_[slot].place != none; slot = (slot + 1) & mask_)
    if (slots_[slot].mark == mark && (*this)[slots_[slot].place] == packed)
      return {slots_[slot].place, header(slots_[slot].place).index, false};
  const std::uint32_t place = keep(packed, parent);
  slots_[slot] = {place, mark};
  return {place, size_++, true};
}

std::uint32_t VisitedWorlds::keep(std::string_view packed, std::uint32_t parent) {
  const Header header{parent, size_, std::uint16_t(packed.size())};
  const std::size_t size = header_size + packed.size();
  if (chunks_.empty() || filled_.back() + size > chunk_size) {
    if (chunks_.size() == (none >> chunk_bits))
      throw std::length_error{"worlds take more than 4 GiB"};
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk_size));
    filled_.push_back(0);
  }
  const std::size_t place = ((chunks_.size() - 1) << chunk_bits) + filled_.back();
  char* at = chunks_.back().get() + filled_.back();
  std::memcpy(at, &header, header_size);
  std::memcpy(at + header_size, packed.data(), packed.size());
  filled_.back() += size;
  return std::uint32_t(place);
}

void VisitedWorlds::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& one : old) {
    if (one.place == none) continue;
    std::size_t slot = one.mark & mask_;
    while (slots_[slot].place != none) slot = (slot + 1) & mask_;
    slots_[slot] = one;
  }
}

std::vector<std::uint32_t> VisitedWorlds::places() const {
  std::vector<std::uint32_t> places;
  for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk)
    for (std::size_t at = 0; at < filled_[chunk];) {
      places.push_back(std::uint32_t((chunk << chunk_bits) + at));
      at += header_size + header(places.back()).size;
    }
  return places;
}

std::size_t VisitedWorlds::bytes() const {
  std::size_t sum = slots_.capacity() * sizeof(Slot);
  for (std::size_t filled : filled_) sum += filled;
  return sum;
}

}  // namespace sim
