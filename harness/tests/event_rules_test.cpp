#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "event_samples.hpp"

namespace {

using eda::Json;
using eda::samples::payment_with;
using eda::samples::payment_without;
using eda::samples::refusal;

/// The sentence that refuses `payment()` with `name` set to `value`.
std::string refusal_of(const char* name, Json value) {
  return refusal(payment_with(name, std::move(value)));
}

TEST(EventRules, RequireFourAttributes) {
  EXPECT_EQ(refusal(payment_without("id")),
            R"(payment.json: attribute "id" is missing; it is required and must be a non-empty )"
            "string");
  EXPECT_EQ(refusal(payment_without("source")),
            R"(payment.json: attribute "source" is missing; it is required and must be a )"
            "non-empty URI-reference");
  EXPECT_EQ(refusal(payment_without("type")),
            R"(payment.json: attribute "type" is missing; it is required and must be a non-empty )"
            "string");
  EXPECT_EQ(
      refusal(payment_without("specversion")),
      R"(payment.json: attribute "specversion" is missing; it is required and must be "1.0")");
}

TEST(EventRules, RequireThoseFourToBeStringsWithSomethingInThem) {
  const std::string rule = "; it is required and must be a non-empty string";
  EXPECT_EQ(refusal_of("id", ""), R"(payment.json: attribute "id" is "")" + rule);
  EXPECT_EQ(refusal_of("id", nullptr), R"(payment.json: attribute "id" is null)" + rule);
  EXPECT_EQ(refusal_of("id", 42), R"(payment.json: attribute "id" is 42)" + rule);
  EXPECT_EQ(refusal_of("type", 1.5), R"(payment.json: attribute "type" is 1.5)" + rule);
  EXPECT_EQ(refusal_of("type", {"a"}), R"(payment.json: attribute "type" is an array)" + rule);
  EXPECT_EQ(refusal_of("source", Json::object()),
            R"(payment.json: attribute "source" is an object; it is required and must be a )"
            "non-empty URI-reference");
}

TEST(EventRules, KnowOneVersionOfTheSpecification) {
  const std::string rule = R"(; it is required and must be "1.0")";
  EXPECT_EQ(refusal_of("specversion", "0.3"),
            R"(payment.json: attribute "specversion" is "0.3")" + rule);
  EXPECT_EQ(refusal_of("specversion", 1.0),
            R"(payment.json: attribute "specversion" is 1.0)" + rule);
}

TEST(EventRules, AllowNamesOfLowerCaseLettersAndDigits) {
  EXPECT_EQ(refusal_of("correlationid2", "flow-1"), "accepted");
  EXPECT_EQ(refusal_of("correlationId", "flow-1"),
            R"(payment.json: attribute name "correlationId": column 12 holds "I"; names are made )"
            R"(of a-z and 0-9, like "correlationid")");
  EXPECT_EQ(refusal_of("correlation_id", "flow-1"),
            R"(payment.json: attribute name "correlation_id": column 12 holds "_"; names are made )"
            R"(of a-z and 0-9, like "correlationid")");
  EXPECT_EQ(refusal_of("\u00e9", "flow-1"),
            "payment.json: attribute name \"\u00e9\": column 1 holds \"\u00e9\"; names are made of "
            "a-z and 0-9");
  EXPECT_EQ(refusal_of("", "flow-1"),
            "payment.json: an attribute has no name; names are made of a-z and 0-9");
}

TEST(EventRules, ExplainAMisspeltNameRatherThanTheAttributeThatIsMissing) {
  Json json = payment_without("id");
  json["Id"] = "payment-42";
  EXPECT_EQ(refusal(json),
            R"(payment.json: attribute name "Id": column 1 holds "I"; names are made of a-z and )"
            R"(0-9, like "id")");
}

TEST(EventRules, WantAUriReferenceForTheSource) {
  EXPECT_EQ(
      refusal_of("source", "payment service"),
      R"(payment.json: attribute "source" is "payment service": column 8 holds " "; the path )"
      R"(of a URI allows letters, digits, -._~!$&'()*+,;=:@/ and %hh)");
}

TEST(EventRules, WantAnAbsoluteUriForTheSchemaOfTheData) {
  EXPECT_EQ(refusal_of("dataschema", "https://pizza.example/payment.json"), "accepted");
  EXPECT_EQ(refusal_of("dataschema", "payment.json"),
            R"(payment.json: attribute "dataschema" is "payment.json": column 1 holds )"
            R"("payment.json"; an absolute URI starts with a scheme like https:)");
  EXPECT_EQ(refusal_of("dataschema", ""),
            R"(payment.json: attribute "dataschema" is ""; it must be an absolute URI, or be left )"
            "out");
}

TEST(EventRules, WantAMediaTypeForTheTypeOfTheData) {
  const std::string rule =
      "; a media type looks like application/json or text/plain; charset=utf-8";
  EXPECT_EQ(
      refusal_of("datacontenttype", "json"),
      R"(payment.json: attribute "datacontenttype" is "json": column 5 holds nothing)" + rule);
  EXPECT_EQ(
      refusal_of("datacontenttype", "text/"),
      R"(payment.json: attribute "datacontenttype" is "text/": column 6 holds nothing)" + rule);
  EXPECT_EQ(refusal_of("datacontenttype", "text/plain utf-8"),
            R"(payment.json: attribute "datacontenttype" is "text/plain utf-8": column 12 holds )"
            R"("u")" +
                rule);
  EXPECT_EQ(refusal_of("datacontenttype", true),
            R"(payment.json: attribute "datacontenttype" is true; it must be a media type like )"
            "application/json, or be left out");
}

TEST(EventRules, KnowAMediaTypeByItsShape) {
  for (const char* good :
       {"text/xml", "image/png", "multipart/form-data", "application/cloudevents+json",
        "text/plain; charset=utf-8", "text/plain;charset=\"utf-8\"", "a/b ; c=d;e=\"f \\\" g\"",
        "application/vnd.apache.thrift.binary", "*/*"})
    EXPECT_EQ(refusal_of("datacontenttype", good), "accepted");
  for (const char* bad : {"/json", "a//b", "a/b/c", "a/b;", "a/b;c", "a/b;c=", "a/b; =d",
                          "a/b;c=\"d", "a/b;c=\"d\"e", "a/b ", " a/b", "a/b;c = d", "a/b;c=\"\\",
                          "a/b\tc", "\u00e4/b", "a/b;c=\"\u00e4\"", "a,b/c", "a/b;;c=d"})
    EXPECT_NE(refusal_of("datacontenttype", bad), "accepted") << bad;
}

TEST(EventRules, WantASubjectWithSomethingInIt) {
  EXPECT_EQ(refusal_of("subject", ""),
            R"(payment.json: attribute "subject" is ""; it must be a non-empty string, or be left )"
            "out");
}

TEST(EventRules, WantADateTimeForTheTime) {
  EXPECT_EQ(refusal_of("time", "2026-02-29T10:00:00Z"),
            R"(payment.json: attribute "time" is "2026-02-29T10:00:00Z": column 9 holds "29"; the )"
            "day must be 01 to 28 in 2026-02");
  EXPECT_EQ(
      refusal_of("time", 1768298415),
      R"(payment.json: attribute "time" is 1768298415; it must be an RFC 3339 date-time like )"
      R"("2026-01-13T10:00:15Z", or be left out)");
  EXPECT_EQ(refusal_of("time", "").substr(0, 53),
            R"(payment.json: attribute "time" is "": column 1 holds )");
}

TEST(EventRules, AllowStringsBooleansAndSmallIntegersForExtensions) {
  using Int32 = std::numeric_limits<std::int32_t>;
  for (const Json& good : {Json("text"), Json(""), Json(true), Json(0), Json(Int32::min()),
                           Json(Int32::max()), Json(5U), Json(nullptr)})
    EXPECT_EQ(refusal_of("sequence", good), "accepted") << good;
  for (const char* bad : {"2147483648", "-2147483649", "5.0", "5e0", "1.5", "18446744073709551615",
                          "4294967296", "-9223372036854775808"})
    EXPECT_EQ(refusal_of("sequence", Json::parse(bad)),
              R"(payment.json: attribute "sequence" is )" + Json::parse(bad).dump() +
                  "; it must be a string, a boolean or an integer from -2147483648 to 2147483647");
  EXPECT_EQ(refusal_of("sequence", Json::object()).substr(0, 52),
            R"(payment.json: attribute "sequence" is an object; it )");
}

TEST(EventRules, KeepControlCharactersOutOfStrings) {
  const std::string rule = "; control characters are not allowed";
  EXPECT_EQ(refusal_of("id", "a\nb"),
            R"(payment.json: attribute "id" is "a\u000Ab": column 2 holds "\u000A")" + rule);
  EXPECT_EQ(refusal_of("subject", "\u007f"),
            R"(payment.json: attribute "subject" is "\u007F": column 1 holds "\u007F")" + rule);
  EXPECT_EQ(
      refusal_of("causationid", "a\xC2\x9F"),
      R"(payment.json: attribute "causationid" is "a\u009F": column 2 holds "\u009F")" + rule);
  EXPECT_EQ(refusal_of("type", std::string{"\0", 1}),
            R"(payment.json: attribute "type" is "\u0000": column 1 holds "\u0000")" + rule);
}

TEST(EventRules, KeepNoncharactersOutOfStrings) {
  const std::string rule = "; Unicode's noncharacters are not allowed";
  EXPECT_EQ(refusal_of("id", "\uFDD0"),
            R"(payment.json: attribute "id" is "\uFDD0": column 1 holds "\uFDD0")" + rule);
  EXPECT_EQ(refusal_of("id", "\U0010FFFF"),
            R"(payment.json: attribute "id" is "\u10FFFF": column 1 holds "\u10FFFF")" + rule);
  for (const char* fine : {"\u00a0", "\uFDCF", "\uFDF0", "\uFFFD", "\U0001F355", "\uE000"})
    EXPECT_EQ(refusal_of("id", fine), "accepted") << fine;
}

TEST(EventRules, WantStringsInUtf8) {
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xFF", "\xC3("})
    EXPECT_TRUE(refusal_of("id", bad).ends_with("; text must be UTF-8")) << refusal_of("id", bad);
  EXPECT_EQ(refusal_of("correlationid", "a\xFF"),
            R"(payment.json: attribute "correlationid" is "a\xFF": column 2 holds "\xFF"; text )"
            "must be UTF-8");
}

}  // namespace
