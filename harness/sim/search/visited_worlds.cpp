#include "sim/search/visited_worlds.hpp"

#include <stdexcept>
#include <utility>

namespace sim {

namespace {

constexpr std::size_t slots_at_start = 1 << 8;
constexpr std::uint64_t places_max_at_start = (1 << 16) - 1;

template <typename Word>
std::uint64_t word_at(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// First and last `sizeof(Word)` bytes; they may overlap.
template <typename Word>
std::pair<std::uint64_t, std::uint64_t> ends_of(std::string_view bytes) {
  return {word_at<Word>(bytes.data()), word_at<Word>(bytes.data() + bytes.size() - sizeof(Word))};
}

bool are_equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // most worlds are of such a size: a call would cost more than the comparison
  if (a.size() >= 8 && a.size() <= 16)
    return ends_of<std::uint64_t>(a) == ends_of<std::uint64_t>(b);
  if (a.size() >= 4 && a.size() < 8) return ends_of<std::uint32_t>(a) == ends_of<std::uint32_t>(b);
  return a == b;
}

}  // namespace

VisitedWorlds::VisitedWorlds() : slots_(slots_at_start, none), places_max_{places_max_at_start} {}

std::uint64_t VisitedWorlds::hash_of(std::string_view bytes) {
  std::uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  if (bytes.size() >= 8) {
    for (std::size_t at = 0; at + 8 < bytes.size(); at += 8)
      mix(word_at<std::uint64_t>(bytes.data() + at));
    mix(word_at<std::uint64_t>(bytes.data() + bytes.size() - 8));
  } else if (bytes.size() >= 4) {
    const auto [first, last] = ends_of<std::uint32_t>(bytes);
    mix(first | last << 32);
  } else {
    std::uint64_t word = 0;
    for (const char byte : bytes) word = word << 8 | std::uint64_t(std::uint8_t(byte));
    mix(word);
  }
  return hash;
}

VisitedWorlds::Added VisitedWorlds::add(std::string_view packed, std::uint64_t hash,
                                        std::uint32_t note) {
  const std::uint32_t mark = mark_of(hash);
  for (std::size_t slot = home(hash); slots_[slot] != none; slot = after(slot)) {
    if (!has_mark(slots_[slot], mark)) continue;
    const std::uint32_t place = place_in(slots_[slot]);
    if (are_equal(entry(place).packed, packed)) return {place, note_of(place), false};
  }
  const std::uint32_t place = keep(packed, note);
  ++size_;
  if (place >= places_max_) {
    places_max_ = 2 * places_max_ + 1;
    rebuild(slots_.size());
  } else if (5 * std::size_t{size_} > 4 * slots_.size()) {
    rebuild(2 * slots_.size());
  } else {
    put(place, hash);
  }
  return {place, note, true};
}

void VisitedWorlds::put(std::uint32_t place, std::uint64_t hash) {
  std::size_t slot = home(hash);
  while (slots_[slot] != none) slot = after(slot);
  slots_[slot] = mark_of(hash) | place;
}

std::uint32_t VisitedWorlds::keep(std::string_view packed, std::uint32_t note) {
  if (packed.size() > packed_size_max) throw std::length_error{"a world takes more than 16 KiB"};
  if (chunks_.empty() || filled_.back() + header_size_max + packed.size() > chunk_size) {
    if (chunks_.size() == (none >> chunk_bits))
      throw std::length_error{"worlds take more than 4 GiB"};
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(chunk_size));
    filled_.push_back(0);
  }
  const std::size_t place = ((chunks_.size() - 1) << chunk_bits) + filled_.back();
  char* const begin = chunks_.back().get() + filled_.back();
  char* at = begin;
  std::memcpy(at, &note, sizeof note);
  at += sizeof note;
  if (packed.size() >= 128) *at++ = char(packed.size() | 128u);
  *at++ = char(packed.size() >= 128 ? packed.size() >> 7 : packed.size());
  if (packed.size() >= 8 && packed.size() <= 16) {  // see are_equal
    std::memcpy(at, packed.data(), 8);
    std::memcpy(at + packed.size() - 8, packed.data() + packed.size() - 8, 8);
  } else {
    std::memcpy(at, packed.data(), packed.size());
  }
  filled_.back() += std::size_t(at - begin) + packed.size();
  return std::uint32_t(place);
}

/// Puts every world into a new table of so many slots.
void VisitedWorlds::rebuild(std::size_t slots) {
  slots_ = {};
  slots_.assign(slots, none);
  // the hashes of some worlds at once, so that their slots are in the cache when they are needed
  constexpr std::size_t at_once = 16;
  struct {
    std::uint32_t place;
    std::uint64_t hash;
  } waiting[at_once];
  std::size_t count = 0;
  const auto put_all = [&] {
    for (std::size_t i = 0; i < count; ++i) put(waiting[i].place, waiting[i].hash);
    count = 0;
  };
  for_each([&](std::uint32_t place, std::string_view packed) {
    waiting[count] = {place, hash_of(packed)};
    prefetch_slot(waiting[count].hash);
    if (++count == at_once) put_all();
  });
  put_all();
}

template <typename Visitor>
void VisitedWorlds::for_each(const Visitor& visit) const {
  for (std::size_t chunk = 0; chunk < chunks_.size(); ++chunk)
    for (std::size_t at = 0; at < filled_[chunk];) {
      const auto place = std::uint32_t((chunk << chunk_bits) + at);
      const Entry one = entry(place);
      visit(place, one.packed);
      at += one.size;
    }
}

std::vector<std::uint32_t> VisitedWorlds::places() const {
  std::vector<std::uint32_t> places;
  places.reserve(size_);
  for_each([&](std::uint32_t place, std::string_view) { places.push_back(place); });
  return places;
}

std::size_t VisitedWorlds::bytes() const {
  std::size_t sum = slots_.capacity() * sizeof slots_.front();
  for (std::size_t filled : filled_) sum += filled;
  return sum;
}

}  // namespace sim
