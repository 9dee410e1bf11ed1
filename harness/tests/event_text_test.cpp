#include <gmock/gmock.h>

#include <cstddef>
#include <random>
#include <string>

#include "eda/detail/text.hpp"
#include "event_generator.hpp"
#include "event_samples.hpp"

namespace {

using eda::Event;
using eda::event_from_json;
using eda::Json;
using eda::samples::payment;
using eda::samples::refusal_by;

std::string refusal_of(std::string_view text) {
  return refusal_by([&] { eda::event_from_text(text, "payment.json"); });
}

TEST(EventText, IsRefusedWithLineAndColumn) {
  EXPECT_EQ(refusal_of("{\n  \"id\": \"a\",\n  \"source\": }"),
            "payment.json:3:13: syntax error while parsing value - unexpected '}'; expected '[', "
            "'{', or a literal");
  EXPECT_EQ(refusal_of(""),
            "payment.json:1:1: syntax error while parsing value - unexpected end of input; "
            "expected '[', '{', or a literal");
  EXPECT_EQ(refusal_of("{\"id\": \"\u00fc\u00fc\" \"b\"}"),
            "payment.json:1:15: syntax error while parsing object - unexpected string literal; "
            "expected '}'");
  EXPECT_EQ(refusal_of("{} {}"),
            "payment.json:1:4: syntax error while parsing value - unexpected '{'; expected end of "
            "input");
}

TEST(EventText, IsRefusedInOneShortLineOfUtf8) {
  EXPECT_EQ(refusal_of("{\"id\": \"a\nb\"}").substr(0, 19), "payment.json:1:10: ");
  const std::string endless = '"' + std::string(5000, 'x');
  for (const std::string& text : {std::string{"[\"\xFF"}, endless, std::string{"[\"\n"}}) {
    const std::string sentence = refusal_of(text);
    EXPECT_EQ(sentence.find_first_of("\n\xFF"), std::string::npos) << sentence;
    EXPECT_LT(sentence.size(), 300U) << sentence;
  }
}

TEST(EventText, IsRefusedWhereANumberIsTooLarge) {
  EXPECT_EQ(refusal_of(R"({"data": 1e999})"),
            R"(payment.json:1:14: number overflow parsing "1e999")");
}

TEST(EventText, IsRefusedWithHalfASurrogatePair) {
  EXPECT_EQ(refusal_of(R"({"id": "\uDEAD"})").substr(0, 19), "payment.json:1:14: ");
  Json json = payment();
  std::string text = json.dump();
  text.replace(text.find("payment-42"), 10, R"(\uD800\uDEAD)");
  EXPECT_EQ(eda::event_from_text(text).id, "\U000102AD");
}

TEST(EventText, IsRefusedWithAMemberGivenTwice) {
  EXPECT_EQ(refusal_of(R"({"id": "a", "data": {"id": 1}, "id": "a"})"),
            R"(payment.json: "id" is given twice; once is allowed)");
  EXPECT_EQ(refusal_of(R"({"data": {}, "data": {}})"),
            R"(payment.json: "data" is given twice; once is allowed)");
}

TEST(EventText, IsRefusedWithAMemberGivenTwiceInItsData) {
  EXPECT_EQ(refusal_of(R"({"id": "a", "data": [{"a": {}, "b": {"a": 1, "a": 2}}]})"),
            R"(payment.json: "a" is given twice; once is allowed)");
  EXPECT_THAT(refusal_of(R"({"data": [{"a": 1}, {"a": {"a": 1}}]})"),
              testing::Not(testing::HasSubstr("twice")));
}

TEST(EventText, IsRefusedWithBytesAfterItsEnd) {
  const std::string text = payment().dump(1);
  const std::string place = "payment.json:" + std::to_string(1 + payment().size() + 1) + ":2: ";
  EXPECT_EQ(refusal_of(text), "accepted");
  EXPECT_EQ(refusal_of(text + " \t\r\n"), "accepted");
  const std::string rule = "a NUL byte; nothing may follow the event";
  EXPECT_EQ(refusal_of(text + '\0'), place + rule);
  EXPECT_EQ(refusal_of(text + std::string("\0this is rubbish }", 18)), place + rule);
  EXPECT_THAT(refusal_of(text + std::string("\n\n \0", 4)), testing::EndsWith(":2: " + rule));
  for (const char* more : {"x", "{}", ",", "// a comment", "\x1A", "\xFF", "\xEF\xBB\xBF"})
    EXPECT_NE(refusal_of(text + more), "accepted") << more;
}

TEST(EventText, IsRefusedWithANulInside) {
  std::string text = payment().dump();
  text[text.find("payment-42")] = '\0';
  EXPECT_NE(refusal_of(text), "accepted");
  EXPECT_NE(refusal_of(std::string(1, '\0') + payment().dump()), "accepted");
}

TEST(EventText, IsRefusedInAnotherEncoding) {
  const std::string text = payment().dump();
  EXPECT_EQ(refusal_of("\xEF\xBB\xBF" + text),
            "payment.json:1:1: the text begins with a byte order mark; save it as UTF-8 without "
            "one");
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  EXPECT_NE(refusal_of(wide), "accepted");
  EXPECT_NE(refusal_of(wide.substr(2)), "accepted");
}

/// `text` with a few bytes dropped, doubled or replaced.
std::string mangled(std::string text, std::mt19937& random) {
  for (std::size_t n = 1 + random() % 3; n > 0 && not text.empty(); --n) {
    const std::size_t at = random() % text.size();
    const std::string other{"\"\\{}[]:,0e-=\x80\xC3\n\0 ", 17};
    if (random() % 3 == 0)
      text.erase(at, 1);
    else if (random() % 2 == 0)
      text.insert(at, 1, text[at]);
    else
      text[at] = other[random() % other.size()];
  }
  return text;
}

TEST(EventText, IsReadOrRefusedHoweverMangled) {
  std::mt19937 random{8259};
  eda::samples::Generator generate{8259};
  int accepted = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = mangled(to_json(generate.event()).dump(), random);
    const std::string sentence = refusal_of(text);
    ASSERT_TRUE(eda::detail::is_utf8(sentence)) << sentence;
    ASSERT_EQ(sentence.find('\n'), std::string::npos) << sentence;
    if (sentence != "accepted") continue;
    ++accepted;
    const Event event = eda::event_from_text(text);
    ASSERT_EQ(event_from_json(to_json(event)), event) << text;
  }
  EXPECT_GT(accepted, 500);
  EXPECT_LT(accepted, 4500);
}

TEST(EventText, MustHoldAnObject) {
  EXPECT_EQ(refusal_of("[]"), "payment.json: the event is an array; it must be a JSON object");
  EXPECT_EQ(refusal_of("5"), "payment.json: the event is 5; it must be a JSON object");
  EXPECT_EQ(refusal_of(R"("id")"), R"(payment.json: the event is "id"; it must be a JSON object)");
}

}  // namespace
