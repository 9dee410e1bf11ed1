#include "sim/search/visited_worlds.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/random_instructions.hpp"

// The visited set beside a std::map of the same worlds.
namespace {

using brute_force::Random;
using sim::VisitedWorlds;

/// Bytes like those of a world: some of the lengths are frequent, few bytes are large, and many
/// worlds differ in one byte.
std::string bytes_of_a_world(Random& random) {
  const int size = random.once_in(50) ? random.below(400) : random.below(18);
  std::string bytes(std::size_t(size), '\1');
  for (int i = random.below(6); i > 0 && size > 0; --i)
    bytes[std::size_t(random.below(size))] = char(random.below(random.once_in(9) ? 256 : 5));
  return bytes;
}

}  // namespace

TEST(VisitedWorlds, KeepsEachWorldOnceAsAStandardMapDoes) {
  Random random{1};
  VisitedWorlds worlds;
  struct Known {
    std::uint32_t place, note;
  };
  std::map<std::string, Known> known;
  std::vector<std::uint32_t> places;
  for (std::uint32_t note = 0; note < 400'000; ++note) {
    const std::string bytes = bytes_of_a_world(random);
    const VisitedWorlds::Added added = worlds.add(bytes, note);
    const auto [at, is_new] = known.try_emplace(bytes, Known{added.place, note});
    ASSERT_EQ(added.is_new, is_new);
    ASSERT_EQ(added.place, at->second.place);
    ASSERT_EQ(added.note, at->second.note);
    ASSERT_EQ(worlds.size(), known.size());
    if (is_new) places.push_back(added.place);
  }
  EXPECT_GT(known.size(), 100'000u);
  EXPECT_LT(known.size(), 300'000u) << "many come again";
  EXPECT_EQ(worlds.places(), places);
  for (const auto& [bytes, one] : known) {
    ASSERT_EQ(worlds[one.place], bytes);
    ASSERT_EQ(worlds.note_of(one.place), one.note);
  }
}

TEST(VisitedWorlds, TellsWorldsApartThatHaveEqualHashes) {
  VisitedWorlds worlds;
  std::vector<std::uint32_t> places;
  for (const char* bytes : {"a", "b", "abcdefgh", "abcdefgi", "abcdefghi", ""})
    places.push_back(worlds.add(bytes, 7, 0).place);
  EXPECT_EQ(worlds.places(), places);
  EXPECT_EQ(worlds.add("abcdefgi", 7, 0).place, places[3]);
}

TEST(VisitedWorlds, TakesAtMostSixteenBytesForAWorldApartFromItsOwn) {
  VisitedWorlds worlds;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) {
    worlds.add({reinterpret_cast<const char*>(&i), sizeof i}, i);
    if (i > 10'000) {
      ASSERT_LE(double(worlds.bytes()) / worlds.size(), 16.0 + sizeof i);
    }
  }
}

TEST(VisitedWorlds, RefusesAWorldThatIsTooLong) {
  VisitedWorlds worlds;
  const std::string longest((1 << 14) - 1, 'x');
  const std::uint32_t place = worlds.add(longest, 0).place;
  EXPECT_EQ(worlds[place], longest);
  EXPECT_THROW(worlds.add(longest + "x", 0), std::length_error);
}
