#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "fixtures/json_schema.hpp"

/// The data of activity 12: letters fit the schemas of their versions, and each proposal does to
/// readers and letters what its key says.
namespace {

using eda::Json;

const std::string activity = "12_schema_evolution/";

Json read(const std::string& path) {
  std::ifstream file{std::string{OOO_TEST_DATA} + "/../../../" + path};
  return Json::parse(file);
}

bool fits(const Json& data, const Json& schema) {
  return json_schema::complaints_about(data, schema).empty();
}

TEST(LetterSchemas, FitTheArchivedLettersOfTheirVersionAndNoOthers) {
  const Json schemas = read("exercises/" + activity + "schemas.json").at("versions");
  std::map<std::string, int> letters;
  const Json archive = read("facilitator/" + activity + "archive.json");
  for (const Json& letter : archive.at("letters")) {
    const Json& data = letter.at("data");
    const std::string version = data.contains("version") ? data.at("version").dump() : "2019";
    ++letters[version];
    for (const auto& [name, schema] : schemas.items())
      EXPECT_EQ(fits(data, schema), name == version) << letter.at("id") << " and schema " << name;
  }
  EXPECT_EQ(letters, (std::map<std::string, int>{{"2019", 10}, {"1", 12}, {"2", 7}, {"3", 1}}));
}

/// Results of checking a letter against the schema of another time.
struct Effect {
  bool new_reader_takes_old_letter;
  bool old_reader_takes_new_letter;

  friend bool operator==(const Effect&, const Effect&) = default;
};

TEST(LetterSchemas, OfProposalsTakeAndRefuseWhatTheirKindSays) {
  const std::map<std::string, Effect> expected{
      {"p1", {true, true}},    // additive
      {"p2", {false, false}},  // breaking
      {"p3", {true, true}},    // breaking, and no schema shows it
      {"p4", {false, true}},   // breaking: the letters that were sent
      {"p5", {true, false}}};  // breaking: strict readers
  const Json proposals = read("exercises/" + activity + "proposals.json").at("proposals");
  EXPECT_EQ(proposals.size(), expected.size());
  for (const Json& proposal : proposals) {
    const Json &before = proposal.at("before"), &after = proposal.at("after");
    EXPECT_TRUE(fits(proposal.at("old"), before)) << proposal.at("id");
    EXPECT_TRUE(fits(proposal.at("new"), after)) << proposal.at("id");
    const Effect effect{fits(proposal.at("old"), after), fits(proposal.at("new"), before)};
    EXPECT_TRUE(effect == expected.at(proposal.at("id"))) << proposal.at("id");
  }
}

}  // namespace
