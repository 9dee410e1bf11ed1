#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "results/activity.hpp"
#include "results/json_file.hpp"
#include "scratch.hpp"

namespace {

using testing::StartsWith;

/// Message of the error in this activity.json; "nothing" if there is none.
std::string complaint_about(const std::string& activity_json) {
  const Scratch root;
  create_directories(root / "exercises/03_correlator");
  std::ofstream{root / "exercises/03_correlator/activity.json"} << activity_json;
  try {
    results::read_activity(root.folder, "03_correlator");
  } catch (const results::BadInput& error) {
    return error.what();
  }
  return "nothing";
}

std::string good_with(const std::string& field, const results::Json& value) {
  results::Json good =
      results::Json::parse(R"({"title": "T", "idea": "I", "minutes": 30, "track": "core",
      "services": ["kitchen::service"],
      "points": {"visible": 20, "hidden": 80}, "prerequisites": [], "size_lines": 55,
      "hints": ["a", "b", "c"]})");
  if (!field.empty()) good[field] = value;
  return good.dump();
}

TEST(ActivityJson, IsTakenWhenItIsComplete) {
  EXPECT_EQ(complaint_about(good_with("", {})), "nothing");
}

TEST(ActivityJson, IsRefusedWithFileAndField) {
  const std::string file = "exercises/03_correlator/activity.json";
  EXPECT_EQ(complaint_about(good_with("minutes", "thirty")),
            file + ": \"minutes\" must be a whole number from 1 to 600, is \"thirty\"");
  EXPECT_EQ(complaint_about(good_with("hints", {"a"})),
            file + ": \"hints\" must be three texts, is [\"a\"]");
  EXPECT_EQ(complaint_about(good_with("services", results::Json::array())),
            file + ": \"services\" must be the C++ names of its services, is []");
  EXPECT_EQ(complaint_about(good_with("points", {{"visible", 20}, {"hidden", 70}})),
            file + ": points: \"hidden\" must be 80 (with visible: 100), is 70");
  EXPECT_THAT(complaint_about(good_with("minuts", 3)),
              StartsWith(file + ": unknown field \"minuts\"; allowed: "));
  EXPECT_THAT(complaint_about("{}"), StartsWith(file + ": \"title\" must be a text, is missing"));
  EXPECT_THAT(complaint_about("{\n\"title\":\n?}"), StartsWith(file + ":3: this is not JSON: "));
}

results::Activity read(const results::Json& activity_json) {
  const Scratch root;
  create_directories(root / "exercises/03_correlator");
  std::ofstream{root / "exercises/03_correlator/activity.json"} << activity_json.dump();
  return results::read_activity(root.folder, "03_correlator");
}

TEST(ActivityJson, NamesTheFilesOfAnAnswer) {
  results::Json good = results::Json::parse(good_with("", {}));
  EXPECT_EQ(read(good).files, std::vector<std::string>{"correlator.cpp"})
      << "where it says nothing";
  good["files"] = {"correlator.cpp", "rules/large.json"};
  EXPECT_EQ(read(good).files, (std::vector<std::string>{"correlator.cpp", "rules/large.json"}));
}

TEST(ActivityJson, NamesShortFormsThatTakeNoLongerThanTheWhole) {
  results::Json good = results::Json::parse(good_with("", {}));
  EXPECT_TRUE(read(good).short_forms.empty()) << "where it says nothing";
  good["short_forms"] = {{{"name", "draw only"}, {"minutes", 15}}};
  EXPECT_EQ(read(good).short_forms, (std::vector<results::ShortForm>{{"draw only", 15}}));
  good["short_forms"][0]["minutes"] = 31;
  EXPECT_THAT(complaint_about(good.dump()), testing::HasSubstr("a whole number from 1 to 30"));
  good["short_forms"] = {{{"name", "a"}, {"minutes", 1}}, {{"name", "a"}, {"minutes", 2}}};
  EXPECT_THAT(complaint_about(good.dump()), testing::HasSubstr("another name"));
}

TEST(ActivityJson, RefusesFilesThatCouldNotBeTold) {
  for (const std::vector<std::string>& files :
       std::vector<std::vector<std::string>>{{},
                                             {"a.cpp", "a.cpp"},
                                             {"a.json", "rules/a.json"},
                                             {"../a.json"},
                                             {"a/b/c.json"},
                                             {"/a.json"},
                                             {"A.json"},
                                             {"a b.json"},
                                             {"a.hpp"},
                                             {"CMakeLists.txt"},
                                             {"activity.json"},
                                             {"correlator_test.cpp"}})
    EXPECT_THAT(complaint_about(good_with("files", files)),
                testing::HasSubstr("\"files\" must be "))
        << testing::PrintToString(files);
}

TEST(ActivityJson, HasServicesWhereAFileIsCode) {
  results::Json good = results::Json::parse(good_with("files", {"correlator.json"}));
  EXPECT_THAT(complaint_about(good.dump()),
              testing::HasSubstr("\"services\" must be left out: no file of the answer is code"));
  good.erase("services");
  EXPECT_THAT(read(good).services, testing::IsEmpty());
  good["files"] = {"correlator.json", "correlator.cpp"};
  EXPECT_THAT(complaint_about(good.dump()), testing::HasSubstr("\"services\" must be "));
}

TEST(ActivityJson, NamesASuiteInPlaceOfServices) {
  results::Json suite = results::Json::parse(good_with("files", {"a_test.cpp", "b.json"}));
  suite["suite"] = "a_test.cpp";
  suite.erase("services");
  EXPECT_EQ(complaint_about(suite.dump()), "nothing");
  EXPECT_EQ(read(suite).suite, "a_test.cpp");
  for (const char* other : {"b.json", "c.cpp"}) {
    suite["suite"] = other;
    EXPECT_THAT(complaint_about(suite.dump()),
                testing::HasSubstr("\"suite\" must be the only file of the answer that is code"));
  }
  EXPECT_EQ(read(results::Json::parse(good_with("", {}))).suite, "");
}

}  // namespace
