#include "sim/worlds.hpp"

#include <cstring>
#include <stdexcept>

namespace sim {

Worlds::Worlds() : slots_(1 << 12), mask_{slots_.size() - 1} {}

std::uint64_t Worlds::hash_of(std::string_view bytes) {
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

Worlds::Header Worlds::header(std::uint32_t place) const {
  Header header;
  std::memcpy(&header, arena_.data() + place, sizeof header);
  return header;
}

std::string_view Worlds::operator[](std::uint32_t place) const {
  return {arena_.data() + place + sizeof(Header), header(place).size};
}

std::uint32_t Worlds::parent_of(std::uint32_t place) const { return header(place).parent; }

Worlds::Added Worlds::add(std::string_view packed, std::uint64_t hash, std::uint32_t parent) {
  if (3 * (std::size_t{size_} + 1) > 2 * slots_.size()) grow();
  const auto mark = std::uint32_t(hash);
  std::size_t slot = hash & mask_;
  for (; slots_[slot].place != none; slot = (slot + 1) & mask_)
    if (slots_[slot].mark == mark && (*this)[slots_[slot].place] == packed)
      return {slots_[slot].place, header(slots_[slot].place).index, false};
  const std::size_t place = arena_.size();
  if (place + sizeof(Header) + packed.size() >= none)
    throw std::length_error{"worlds take more than 4 GiB"};
  const Header header{parent, size_, std::uint32_t(packed.size())};
  arena_.resize(place + sizeof header + packed.size());
  std::memcpy(arena_.data() + place, &header, sizeof header);
  std::memcpy(arena_.data() + place + sizeof header, packed.data(), packed.size());
  slots_[slot] = {std::uint32_t(place), mark};
  return {std::uint32_t(place), size_++, true};
}

void Worlds::grow() {
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

std::vector<std::uint32_t> Worlds::places() const {
  std::vector<std::uint32_t> places;
  for (std::size_t place = 0; place < arena_.size();) {
    places.push_back(std::uint32_t(place));
    place += sizeof(Header) + header(std::uint32_t(place)).size;
  }
  return places;
}

std::size_t Worlds::bytes() const { return arena_.capacity() + slots_.capacity() * sizeof(Slot); }

}  // namespace sim
