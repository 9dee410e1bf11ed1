#include "eda/detail/base64.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace {

using eda::detail::flaw_in_base64;
using eda::detail::from_base64;
using eda::detail::to_base64;

TEST(Base64, SpellsTheTestVectorsOfRfc4648) {
  const std::vector<std::string> spellings{"",         "Zg==",     "Zm8=",    "Zm9v",
                                           "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (std::size_t size = 0; size < spellings.size(); ++size) {
    EXPECT_EQ(to_base64(std::string{"foobar"}.substr(0, size)), spellings[size]);
    EXPECT_EQ(from_base64(spellings[size]), std::string{"foobar"}.substr(0, size));
  }
}

TEST(Base64, ReadsBackEveryPairOfBytes) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
      ASSERT_FALSE(flaw_in_base64(to_base64(bytes)));
      ASSERT_EQ(from_base64(to_base64(bytes)), bytes);
    }
}

TEST(Base64, HasOneSpellingForTheSameBytes) {
  const std::string letters = "AIQgz9+/=- ";
  std::vector<std::string> texts{""};
  int accepted = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].size() < 4)
      for (const char letter : letters) texts.push_back(texts[i] + letter);
    if (flaw_in_base64(texts[i])) continue;
    ++accepted;
    ASSERT_EQ(to_base64(from_base64(texts[i])), texts[i]);
  }
  // Eight of the letters are digits; A, Q and g end in four zero bits, and I in two.
  EXPECT_EQ(accepted, 8 * 8 * 8 * 8 + 8 * 8 * 4 + 8 * 3 + 1);
}

TEST(Base64, SaysWhatIsWrongAndWhere) {
  const auto sentence = [](const char* text) { return flaw_in_base64(text).value_or("ok"); };
  const std::string alphabet = "; base64 allows A-Z, a-z, 0-9, + and /, with = at the end";
  EXPECT_EQ(sentence("Zm9v\nYg=="), R"(column 5 holds "\u000A")" + alphabet);
  EXPECT_EQ(sentence("Zm-v"), R"(column 3 holds "-")" + alphabet);
  EXPECT_EQ(sentence("Zg=="
                     "Zg=="),
            R"(column 3 holds "=")" + alphabet);
  EXPECT_EQ(sentence("===="), R"(column 1 holds "=")" + alphabet);
  EXPECT_EQ(sentence("Zm9vYg"),
            "column 7 holds nothing; base64 comes in groups of four, the last filled up with =");
  EXPECT_EQ(sentence("Zh=="),
            R"(column 2 holds "h"; the bits that base64 does not use there must be zero)");
  EXPECT_EQ(sentence("Zm9="),
            R"(column 3 holds "9"; the bits that base64 does not use there must be zero)");
}

}  // namespace
