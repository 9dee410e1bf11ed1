#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>

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

TEST(EventData, InBase64StaysInBase64) {
  for (const char* base64 : {"", "Zm9vYg==", "AP/+", "//4="}) {
    const std::string text = payment_with("data_base64", base64).dump();
    const Event event = eda::event_from_text(text);
    EXPECT_TRUE(event.data_is_bytes);
    EXPECT_EQ(to_json(event), Json::parse(text));
    EXPECT_EQ(event_from_json(to_json(event)), event);
  }
}

TEST(EventData, KeepsItsFormOnTheWay) {
  for (const char* type : {"", "application/json", "text/plain", "application/octet-stream"})
    for (const char* data : {R"("foob")", R"("Zm9vYg==")", R"({"a":[1,null]})", "5", "\"\""}) {
      Json json = payment_with("data", Json::parse(data));
      if (*type != '\0') json["datacontenttype"] = type;
      EXPECT_EQ(to_json(eda::event_from_text(json.dump())), json);
    }
}

TEST(EventData, OfBytesIsAnotherThanOfTheSameText) {
  EXPECT_NE(event_from_json(payment_with("data_base64", "Zm9vYg==")), paid("foob"));
  EXPECT_EQ(event_from_json(payment_with("data_base64", "//4=")), paid("\xFF\xFE"));
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
            R"(kitchen: data at "/note~1s/1" is not UTF-8: byte 1 is 0xFF; text in JSON must be )"
            "UTF-8");
  EXPECT_EQ(refusal_of(paid({{"a", {{"\xFF", 1}}}})),
            R"(kitchen: data at "/a" has the key "\xFF": byte 1 is 0xFF; a key must be UTF-8)");
}

TEST(EventData, MustBeRightBeforeAnEventIsMadeOfIt) {
  EXPECT_EQ(refusal(payment_with("data", {"\xFF"})),
            R"(payment.json: data at "/0" is not UTF-8: byte 1 is 0xFF; text in JSON must be )"
            "UTF-8");
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
