#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
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
using eda::samples::payment_with;
using eda::samples::refusal;
using eda::samples::refusal_by;

Event paid(Json data) {
  Event event = event_from_json(payment());
  event.data = std::move(data);
  return event;
}

std::string refusal_of(const Event& event) {
  return refusal_by([&] { validate(event, "kitchen"); });
}

std::string refusal_of(std::string_view text) {
  return refusal_by([&] { eda::event_from_text(text, "payment.json"); });
}

Json nested(int levels) {
  Json json = 1;
  for (int i = 0; i < levels; ++i) json = Json::array({std::move(json)});
  return json;
}

TEST(EventData, BecomesAStringOfTheBytesInBase64) {
  EXPECT_EQ(event_from_json(payment_with("data_base64", "Zm9vYg==")).data, "foob");
  EXPECT_EQ(event_from_json(payment_with("data_base64", "AP/+")).data,
            std::string("\0\xFF\xFE", 3));
  EXPECT_EQ(event_from_json(payment_with("data_base64", "")).data, "");
}

TEST(EventData, IsWrittenInBase64WhereItIsNotUtf8) {
  const Json json = to_json(paid("\xFF\xFE"));
  EXPECT_EQ(json.at("data_base64"), "//4=");
  EXPECT_FALSE(json.contains("data"));
}

TEST(EventData, IsWrittenAsAStringWhereItIsUtf8) {
  const Json json = to_json(paid("K\u00fcche\n"));
  EXPECT_EQ(json.at("data"), "K\u00fcche\n");
  EXPECT_FALSE(json.contains("data_base64"));
}

TEST(EventData, MayBeAnyJson) {
  for (const char* text : {"0", "-1.5e300", "true", "\"\"", "[]", "{}", "[null,{\"a\":[1]}]",
                           "18446744073709551615", "\"\\u0000\\uFFFF\""})
    EXPECT_EQ(event_from_json(payment_with("data", Json::parse(text))).data, Json::parse(text));
}

TEST(EventData, IsNothingWhereItIsNull) {
  EXPECT_EQ(event_from_json(payment_with("data", nullptr)), event_from_json(payment()));
  EXPECT_EQ(event_from_json(payment_with("data_base64", nullptr)), event_from_json(payment()));
  EXPECT_FALSE(to_json(paid(nullptr)).contains("data"));
}

TEST(EventData, ComesInOneFormOnly) {
  const std::string sentence =
      R"(payment.json: both "data" and "data_base64" are given; at most one of them is allowed)";
  Json json = payment_with("data", "foob");
  json["data_base64"] = "Zm9vYg==";
  EXPECT_EQ(refusal(json), sentence);
  json["data"] = nullptr;
  EXPECT_EQ(refusal(json), sentence);
}

TEST(EventData, MustBeRightBase64) {
  EXPECT_EQ(refusal(payment_with("data_base64", "Zm9vYg")),
            R"(payment.json: "data_base64" is "Zm9vYg": column 7 holds nothing; base64 comes in )"
            "groups of four, the last filled up with =");
  EXPECT_EQ(refusal(payment_with("data_base64", 5)),
            R"(payment.json: "data_base64" is 5; it must be a string of base64, or be left out)");
}

TEST(EventData, MustBeUtf8InsideJson) {
  EXPECT_EQ(refusal_of(paid({{"note/s", {"ok", "\xFF"}}})),
            R"(kitchen: data at "/note~1s/1" is not UTF-8; bytes are allowed only where all of )"
            "data is one string");
  EXPECT_EQ(refusal_of(paid({{"a", {{"\xFF", 1}}}})),
            R"(kitchen: data at "/a" has the key "\xFF"; a key must be UTF-8)");
}

TEST(EventData, MustBeRightBeforeAnEventIsMadeOfIt) {
  EXPECT_EQ(refusal(payment_with("data", {"\xFF"})),
            R"(payment.json: data at "/0" is not UTF-8; bytes are allowed only where all of data )"
            "is one string");
  EXPECT_TRUE(refusal(payment_with("data", nested(201))).ends_with("deeper than 200 levels"));
}

TEST(EventData, MustHaveAFormInJson) {
  EXPECT_EQ(refusal_of(paid(std::nan(""))), "kitchen: data is nan; a number in JSON is finite");
  EXPECT_EQ(refusal_of(paid({{"sum", std::numeric_limits<double>::infinity()}})),
            R"(kitchen: data at "/sum" is inf; a number in JSON is finite)");
  EXPECT_EQ(
      refusal_of(paid({1, Json::binary({1, 2})})),
      R"(kitchen: data at "/1" is a binary value of nlohmann_json; bytes belong in a string)");
}

TEST(EventData, MustNotNestTooDeeply) {
  EXPECT_EQ(refusal_of(paid(nested(200))), "accepted");
  EXPECT_TRUE(refusal_of(paid(nested(201))).ends_with("is nested deeper than 200 levels"));
  const std::string deep = R"({"data":)" + std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_NE(refusal_of(deep + "}"), "accepted");
  EXPECT_NE(refusal_of(std::string(100'000, '[') + std::string(100'000, ']')), "accepted");
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

TEST(ValidEvent, HasWhatIsRequired) {
  EXPECT_EQ(refusal_of(Event{"com.pizzaco.payment.completed"}),
            R"(kitchen: attribute "id" is empty; it is required and must be a non-empty string)");
  Event event = paid(nullptr);
  EXPECT_EQ(refusal_of(event), "accepted");
  event.source = "no spaces";
  EXPECT_EQ(refusal_of(event).substr(0, 65),
            R"(kitchen: attribute "source" is "no spaces": column 3 holds " "; t)");
}

TEST(ValidEvent, LeavesTheNamesOfCloudEventsToCloudEvents) {
  for (const char* name : {"id", "source", "specversion", "type", "datacontenttype", "dataschema",
                           "subject", "time", "data", "data_base64"}) {
    Event event = paid(nullptr);
    event.extensions[name] = "1.0";
    EXPECT_EQ(refusal_of(event), R"(kitchen: extension ")" + std::string{name} +
                                     R"(" has a name that CloudEvents itself uses; it must have )"
                                     "another");
  }
}

TEST(ValidEvent, HasARightNameAndValueForEachExtension) {
  Event event = paid(nullptr);
  event.extensions["causationid"];
  EXPECT_EQ(refusal_of(event), "accepted");
  event.extensions["sampledrate"] = 0.5;
  EXPECT_EQ(refusal_of(event),
            R"(kitchen: attribute "sampledrate" is 0.5; it must be a string, a boolean or an )"
            "integer from -2147483648 to 2147483647");
  event.extensions = {{"causationId", "a"}};
  EXPECT_EQ(refusal_of(event),
            R"(kitchen: attribute name "causationId": column 10 holds "I"; names are made of a-z )"
            R"(and 0-9, like "causationid")");
}

TEST(ValidEvent, HappensInAYearOfFourDigits) {
  Event event = paid(nullptr);
  event.time = eda::from_rfc3339("9999-12-31T23:59:59.999Z");
  EXPECT_EQ(refusal_of(event), "accepted");
  *event.time += std::chrono::milliseconds{1};
  EXPECT_EQ(refusal_of(event),
            R"(kitchen: attribute "time" is 253402300800000 ms since 1970, which has no RFC 3339 )"
            "form; the year must be 0000 to 9999");
}

}  // namespace
