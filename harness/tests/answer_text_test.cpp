#include "check/answer_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <fstream>

#include "check/answer.hpp"
#include "scratch.hpp"

/// Files of data that people hand in: each defect has one clear sentence, with its place.
namespace {

using testing::AllOf, testing::EndsWith, testing::HasSubstr, testing::StartsWith;

std::string refusal(const std::string& bytes) {
  try {
    (void)check::document_from(check::text_from(bytes, "a.json"), "a.json");
  } catch (const check::Unreadable& error) {
    return error.what();
  }
  return "taken";
}

TEST(AnswerText, IsTakenAsPeopleSaveIt) {
  EXPECT_EQ(refusal("{\"a\": [1, -2.5e3, true, null, \"\\u00e9 \xC3\xA9\"]}\n"), "taken");
  EXPECT_EQ(refusal("\xEF\xBB\xBF{}"), "taken") << "the mark of UTF-8 that Windows writes";
  EXPECT_EQ(check::text_from("\xEF\xBB\xBFone\r\ntwo\r", "a.txt"), "one\ntwo\r");
  EXPECT_EQ(refusal("{\"a\": {\"b\": 1}, \"b\": [{\"a\": 1}, {\"a\": 2}]}"), "taken");
}

TEST(AnswerText, HasItsPlaceWhereItIsNoJson) {
  EXPECT_EQ(refusal("{\n  \"a\": 1,\n}"),
            "a.json:3:1: this is not JSON: a comma must not stand before }.");
  EXPECT_EQ(refusal("[1, 2, ]"), "a.json:1:8: this is not JSON: a comma must not stand before ].");
  EXPECT_EQ(refusal("{\n  // mine\n}"), "a.json:2:3: this is not JSON: it has no comments.");
  EXPECT_THAT(refusal("{\n  \"\xC3\xA9\xC3\xA9\" 1}"), StartsWith("a.json:2:8: this is not JSON: "))
      << "columns count characters, not bytes";
  for (const char* text : {"{", "{} {}", "NaN", "{'a': 1}", "{a: 1}", "\"", "[1", "\"\x01\"", "01"})
    EXPECT_THAT(refusal(text),
                AllOf(StartsWith("a.json:1:"), HasSubstr(": this is not JSON: "), EndsWith(".")))
        << text;
  EXPECT_LT(refusal("{" + std::string(10'000, 'x')).size(), 200u) << "it does not quote the text";
}

TEST(AnswerText, HasOneMeaningOnly) {
  EXPECT_EQ(refusal("{\n \"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2}}"),
            "a.json:3:16: an object has the name \"c\" twice.");
  EXPECT_EQ(refusal(R"({"a\"": 1, "a\"": 2})"),
            "a.json:1:12: an object has the name \"a\"\" twice.");
  EXPECT_EQ(refusal(R"({"a": 1, "\u0061": 2})"),
            "a.json:1:10: an object has the name \"a\" twice.");
  const std::string too_large =
      ": the number 12345678901234567890123 is too large: at most 64 bits.";
  EXPECT_EQ(refusal("[12345678901234567890123]"), "a.json:1:2" + too_large);
  EXPECT_EQ(refusal("[1, 1e999]"), "a.json:1:5: the number 1e999 is too large: at most 64 bits.");
  EXPECT_EQ(refusal("[18446744073709551615, -9223372036854775808]"), "taken");
  EXPECT_THAT(refusal("[" + std::string(100'000, '9') + "]"), HasSubstr("is too large"));
}

TEST(AnswerText, HasALimitOfDepth) {
  EXPECT_EQ(refusal(std::string(64, '[') + std::string(64, ']')), "taken");
  EXPECT_EQ(refusal(std::string(65, '[') + std::string(65, ']')),
            "a.json:1:65: it is nested deeper than 64 levels.");
  EXPECT_THAT(refusal(std::string(200'000, '[')), HasSubstr("deeper than 64"));
  std::string objects;
  for (int i = 0; i < 40'000; ++i) objects += "{\"a\":";
  EXPECT_THAT(refusal(objects), HasSubstr("deeper than 64"));
}

TEST(AnswerText, HasALimitOfSize) {
  EXPECT_EQ(refusal("\"" + std::string(256 * 1024 - 2, 'x') + "\""), "taken");
  EXPECT_EQ(refusal("\"" + std::string(256 * 1024 - 1, 'x') + "\""),
            "a.json is larger than 256 KiB.");
  EXPECT_EQ(refusal(""), "a.json is empty.");
}

TEST(AnswerText, IsUtf8) {
  EXPECT_EQ(refusal({"\xFF\xFE{\0}\0", 6}), "a.json is UTF-16 or UTF-32: save it as UTF-8.");
  EXPECT_EQ(refusal({"{\0\"\0a\0\"\0:\0\x31\0}\0", 14}),
            "a.json is UTF-16 or UTF-32: save it as UTF-8.");
  EXPECT_EQ(refusal({"{\"a\": 1, \"b\": \"\0\"}", 19}),
            "a.json has a NUL byte, so it is not a text file.");
  EXPECT_EQ(refusal("{\n\"caf\xE9\": 1}"), "a.json:2:5: this is not UTF-8: save it as UTF-8.");
  for (const char* text :
       {"\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xE2\x82\"", "\x80"})
    EXPECT_THAT(refusal(text), HasSubstr("not UTF-8")) << "overlong, surrogate, too large, cut";
}

TEST(AnswerText, ComesFromARegularFile) {
  const Scratch scratch;
  const auto why = [&](const std::string& name) -> std::string {
    try {
      return check::read_answer_text(scratch / name, name);
    } catch (const check::Unreadable& error) {
      return error.what();
    }
  };
  EXPECT_EQ(why("gone.json"), "gone.json is missing.");
  EXPECT_EQ(why("."), ". is not a regular file.");
  std::ofstream{scratch / "large.txt"} << std::string(300'000, 'x');
  EXPECT_EQ(why("large.txt"), "large.txt is larger than 256 KiB.");
  std::ofstream{scratch / "a.txt"} << "text";
  EXPECT_EQ(why("a.txt"), "text");
}

/// An answer on the disk, read by the functions that tests of activities use.
class Document : public testing::Test {
 protected:
  ~Document() override { check::set_data_files({}); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream{scratch / name} << text;
    names.push_back(name);
    check::set_data_files(
        {.folder = scratch.folder, .names = names, .shown_below = "exercises/x/"});
  }
  /// Returns the failures of `read`, which must end its test.
  template <class Read>
  static std::string failure_of(Read read) {
    testing::TestPartResultArray failures;
    {
      const testing::ScopedFakeTestPartResultReporter reporter{
          testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures};
      try {
        read();
        return "went on";
      } catch (const testing::AssertionException&) {
      }
    }
    if (failures.size() != 1) return "not one failure";
    const std::string message = failures.GetTestPartResult(0).message(), prefix = "Failed\n";
    return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
  }
  static std::string failure_of_part(const std::string& pointer, check::Kind kind) {
    return failure_of([&] { (void)check::part(pointer, kind); });
  }

  Scratch scratch;
  std::vector<std::string> names;
};

TEST_F(Document, IsTheOnlyOneOfTheAnswer) {
  write("notice.txt", "hello\r\n");
  write("a.json", R"({"x": {"y": [7]}})");
  EXPECT_EQ(check::document().at("x").at("y").at(0), 7);
  EXPECT_EQ(&check::document(), &check::document("a.json")) << "it is read once";
  EXPECT_EQ(check::part("/x/y/0", check::Kind::number), 7);
  EXPECT_EQ(check::text("notice.txt"), "hello\n");
  EXPECT_EQ(failure_of([] { (void)check::text("b.txt"); }),
            "The answer has no file of data with the name b.txt; it has: notice.txt, a.json.");
  write("b.json", "{}");
  EXPECT_THAT(failure_of([] { (void)check::document(); }), HasSubstr("several documents"));
}

TEST_F(Document, ThatCannotBeReadEndsTheTestWithItsPlace) {
  write("a.json", "{\n,}");
  EXPECT_THAT(failure_of([] { (void)check::document(); }),
              StartsWith("exercises/x/a.json:2:1: this is not JSON: "));
  EXPECT_EQ(check::unreadable_files().size(), 1u);
  EXPECT_EQ(failure_of([] { (void)check::document(); }), check::unreadable_files().front());
}

TEST_F(Document, HasPartsOfTheirKinds) {
  write("a.json", R"({"open": null, "text": "x", "list": [1], "deep": {"a/b": true}})");
  const std::string name = "exercises/x/a.json: ";
  EXPECT_EQ(failure_of_part("/gone/b", check::Kind::list),
            name + "/gone/b is missing; it must be a list.");
  EXPECT_EQ(failure_of_part("/open", check::Kind::any),
            name + "/open is null, so it is still open; it must be a value.");
  EXPECT_EQ(failure_of_part("/text", check::Kind::object),
            name + "/text must be an object, is \"x\".");
  EXPECT_EQ(failure_of_part("/list/1", check::Kind::number),
            name + "/list/1 is missing; it must be a number.");
  EXPECT_EQ(failure_of_part("/text/x", check::Kind::any),
            name + "/text/x is missing; it must be a value.");
  EXPECT_EQ(check::part("/deep/a~1b", check::Kind::flag), true);
  EXPECT_EQ(check::part("/text", check::Kind::text), "x");
}

TEST_F(Document, MayBeOneFromAnotherFolder) {
  write("a.json", "1");
  write("b.json", "2");
  EXPECT_EQ(check::document("a.json"), 1);
  create_directory(scratch / "instead");
  std::ofstream{scratch / "instead" / "a.json"} << "3";
  check::replace_data_files(scratch / "instead");
  EXPECT_EQ(check::document("a.json"), 3);
  EXPECT_EQ(check::document("b.json"), 2) << "the folder has no such file";
}

}  // namespace
