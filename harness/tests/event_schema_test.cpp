#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "event_generator.hpp"
#include "event_samples.hpp"
#include "fixtures/json_schema.hpp"

namespace {

using eda::Json;
using eda::samples::payment;
using eda::samples::payment_with;
using eda::samples::refusal;

/// The JSON Schema of the CloudEvents specification, evaluated by an independent validator.
class Specification {
 public:
  Specification() {
    std::ifstream file{OOO_TEST_DATA "/cloudevents.schema.json"};
    if (not file)
      throw std::runtime_error{OOO_TEST_DATA "/cloudevents.schema.json: cannot be read"};
    json_ = Json::parse(file);
  }

  const Json& json() const { return json_; }

  bool accepts(const Json& event) const {
    return json_schema::complaints_about(event, rules_for(event)).empty();
  }

 private:
  // In JSON Schema "format" applies to strings only; valijson 1.0 aborts when it finds another
  // type.
  Json rules_for(const Json& event) const {
    Json system = json_;
    if (event.is_object())
      for (const auto& [name, value] : event.items())
        if (not value.is_string() && json_.at("properties").contains(name))
          system.at("definitions").at(name + "def").erase("format");
    return system;
  }

  Json json_;
};

const std::vector<std::string> names{
    "id",      "source", "specversion", "type",        "datacontenttype", "dataschema",
    "subject", "time",   "data",        "data_base64", "sequence"};

/// Right for some attributes and wrong for others.
const std::vector<Json> values{nullptr,
                               "",
                               "1.0",
                               "text",
                               "text/xml",
                               "https://pizza.example/",
                               "not a URI",
                               "2018-04-05T17:31:00Z",
                               "2018-02-30T17:31:00Z",
                               "2018-04-05T17:31:60Z",
                               "2016-12-31T23:59:60.5+00:00",
                               "Zm9vYg==",
                               std::string{"\0", 1},
                               "\uFFFE",
                               0,
                               5000000000,
                               1.5,
                               true,
                               Json::array(),
                               Json::array({"a"}),
                               Json::object(),
                               {{"a", 1}}};

Json with_everything() {
  Json json = payment();
  json.update({{"datacontenttype", "application/json"},
               {"dataschema", "https://pizza.example/payment.json"},
               {"subject", "order-42"},
               {"time", "2026-01-13T10:00:15Z"},
               {"data", {{"orderId", "42"}}},
               {"sequence", 5}});
  return json;
}

/// `event` with one member left out or changed, in every way.
std::vector<Json> mutants_of(const Json& event) {
  std::vector<Json> result;
  for (const std::string& name : names) {
    result.push_back(event);
    result.back().erase(name);
    for (const Json& value : values) {
      result.push_back(event);
      result.back()[name] = value;
    }
  }
  return result;
}

struct Verdicts {
  int accepted = 0;
  int rejected = 0;
  int accepted_by_the_schema_alone = 0;
};

Verdicts compare(const std::vector<Json>& events) {
  const Specification specification;
  Verdicts result;
  for (const Json& event : events) {
    const bool is_ours = refusal(event) == "accepted";
    const bool is_theirs = specification.accepts(event);
    EXPECT_TRUE(is_theirs || not is_ours) << event;
    if (is_theirs && not is_ours) ++result.accepted_by_the_schema_alone;
    if (is_theirs && is_ours) ++result.accepted;
    if (not is_theirs && not is_ours) ++result.rejected;
  }
  return result;
}

TEST(Schema, AcceptsEveryMutantThatWeAccept) {
  for (const Json& event : {payment(), with_everything()}) {
    const Verdicts verdicts = compare(mutants_of(event));
    EXPECT_GT(verdicts.accepted, 50);
    EXPECT_GT(verdicts.rejected, 100);
    EXPECT_GT(verdicts.accepted_by_the_schema_alone, 50) << "it cannot say what a URI is";
  }
}

TEST(Schema, RejectsWhatIsNotAnObject) {
  const Verdicts verdicts = compare({Json::array(), "event", 5, nullptr, true, 1.5});
  EXPECT_EQ(verdicts.rejected, 6);
}

TEST(Schema, AcceptsWhatWeWrite) {
  const Specification specification;
  eda::samples::Generator generate{7};
  for (int i = 0; i < 500; ++i) {
    const Json json = to_json(generate.event());
    ASSERT_TRUE(specification.accepts(json)) << json;
  }
}

TEST(Schema, HasExamplesThatWeAccept) {
  const Specification specification;
  int examples = 0;
  for (const auto& [name, property] : specification.json().at("properties").items())
    for (const Json& example : property.value("examples", Json::array())) {
      EXPECT_EQ(refusal(payment_with(name.c_str(), example)), "accepted") << example;
      ++examples;
    }
  EXPECT_EQ(examples, 18);
}

TEST(Schema, AsksForTheSameFourAttributes) {
  const Specification specification;
  std::vector<std::string> required = specification.json().at("required");
  for (const std::string& name : names) {
    Json json = payment();
    json.erase(name);
    const bool is_required = std::ranges::count(required, name) == 1;
    EXPECT_EQ(refusal(json) != "accepted", is_required) << name;
  }
}

}  // namespace
