#include "eda/event.hpp"

#include <gtest/gtest.h>

#include <string>

#include "event_generator.hpp"
#include "event_samples.hpp"

namespace {

using eda::Event;
using eda::event_from_json;
using eda::event_from_text;
using eda::Json;
using eda::samples::payment;
using eda::samples::payment_with;

/// The head that the examples of the CloudEvents JSON format 1.0.2 (section 3.2) have in common.
Json specified(const char* id) {
  return {{"specversion", "1.0"},           {"type", "com.example.someevent"},
          {"source", "/mycontext"},         {"id", id},
          {"time", "2018-04-05T17:31:00Z"}, {"comexampleextension1", "value"},
          {"comexampleothervalue", 5}};
}

TEST(Event, ReadsTheExampleOfTheSpecification) {
  const Event event = event_from_text(R"({
      "specversion" : "1.0",
      "type" : "com.github.pull_request.opened",
      "source" : "https://github.com/cloudevents/spec/pull",
      "subject" : "123",
      "id" : "A234-1234-1234",
      "time" : "2018-04-05T17:31:00Z",
      "comexampleextension1" : "value",
      "comexampleothervalue" : 5,
      "datacontenttype" : "text/xml",
      "data" : "<much wow=\"xml\"/>"
  })");
  Event expected{"com.github.pull_request.opened"};
  expected.source = "https://github.com/cloudevents/spec/pull";
  expected.subject = "123";
  expected.id = "A234-1234-1234";
  expected.time = eda::Instant{std::chrono::seconds{1'522'949'460}};
  expected.extensions = {{"comexampleextension1", "value"}, {"comexampleothervalue", 5}};
  expected.datacontenttype = "text/xml";
  expected.data = R"(<much wow="xml"/>)";
  EXPECT_EQ(event, expected);
}

TEST(Event, ReadsTheSpecifiedExampleWithBinaryData) {
  Json json = specified("A234-1234-1234");
  json["datacontenttype"] = "application/vnd.apache.thrift.binary";
  json["data_base64"] = "gAEAAQ==";  // the specification shows "... base64 encoded string ..."
  const Event event = event_from_json(json);
  EXPECT_EQ(event.datacontenttype, "application/vnd.apache.thrift.binary");
  EXPECT_EQ(event.data, std::string("\x80\x01\x00\x01", 4));
  EXPECT_EQ(to_json(event), json);
}

TEST(Event, ReadsTheSpecifiedExampleWithXmlData) {
  Json json = specified("B234-1234-1234");
  json["unsetextension"] = nullptr;
  json["datacontenttype"] = "application/xml";
  json["data"] = R"(<much wow="xml"/>)";
  const Event event = event_from_json(json);
  EXPECT_EQ(event.data, R"(<much wow="xml"/>)");
  EXPECT_FALSE(event.extensions.contains("unsetextension"));
  json.erase("unsetextension");
  EXPECT_EQ(to_json(event), json);
}

TEST(Event, ReadsTheSpecifiedExampleWithJsonData) {
  Json json = specified("C234-1234-1234");
  json["subject"] = nullptr;
  json["datacontenttype"] = "application/json";
  json["data"] = {{"appinfoA", "abc"}, {"appinfoB", 123}, {"appinfoC", true}};
  const Event event = event_from_json(json);
  EXPECT_EQ(event.subject, "");
  EXPECT_EQ(event.data.at("appinfoB"), 123);
  json.erase("subject");
  EXPECT_EQ(to_json(event), json);
}

TEST(Event, ReadsTheSpecifiedExampleWithAStringForData) {
  Json json = specified("D234-1234-1234");
  json["data"] = "I'm just a string";
  const Event event = event_from_json(json);
  EXPECT_EQ(event.datacontenttype, "");
  EXPECT_EQ(event.data, "I'm just a string");
  EXPECT_EQ(to_json(event), json);
}

TEST(Event, KeepsStringsBooleansAndIntegersAsExtensions) {
  Json json = payment();
  json.update({{"correlationid", "flow-1"}, {"deprecated", true}, {"sampledrate", -5}});
  const Event event = event_from_json(json);
  EXPECT_EQ(event.extensions.at("correlationid"), "flow-1");
  EXPECT_EQ(event.extensions.at("deprecated"), true);
  EXPECT_EQ(event.extensions.at("sampledrate"), -5);
  EXPECT_EQ(to_json(event), json);
}

TEST(Event, TakesNullForAbsent) {
  Json json = payment();
  for (const char* optional : {"datacontenttype", "dataschema", "subject", "time", "data",
                               "data_base64", "correlationid"}) {
    json = payment_with(optional, nullptr);
    EXPECT_EQ(event_from_json(json), event_from_json(payment())) << optional;
  }
}

TEST(Event, LeavesOutWhatIsAbsentWhenWritten) {
  Event event = event_from_json(payment());
  event.extensions["correlationid"];
  EXPECT_EQ(to_json(event), payment());
}

TEST(Event, TellsItsTimeInUtc) {
  const Event event = event_from_json(payment_with("time", "2026-01-13T12:00:15.2504+02:00"));
  EXPECT_EQ(to_json(event).at("time"), "2026-01-13T10:00:15.250Z");
}

TEST(Event, ComesBackFromJsonAsItWas) {
  eda::samples::Generator generate{42};
  int in_base64 = 0;
  for (int i = 0; i < 3000; ++i) {
    const Event event = generate.event();
    const Json json = to_json(event);
    in_base64 += json.contains("data_base64") ? 1 : 0;
    ASSERT_NO_THROW(validate(event)) << json;
    ASSERT_EQ(event_from_json(json), event) << json;
    ASSERT_EQ(event_from_text(json.dump()), event) << json;
    ASSERT_EQ(event_from_text(json.dump(2, ' ', true)), event) << json;
  }
  EXPECT_GT(in_base64, 100);
}

TEST(Event, NamesItselfInARefusalUnlessToldWhere) {
  EXPECT_EQ(eda::samples::refusal_by([] { event_from_text("[]"); }),
            "event: the event is an array; it must be a JSON object");
}

}  // namespace
