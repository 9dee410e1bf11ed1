#include "grade/room/document.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "grade/digest.hpp"
#include "grade/room/durable.hpp"
#include "grade/room/ledger.hpp"
#include "results/json_file.hpp"
#include "tests/scratch.hpp"

namespace {

using namespace grader;
using eda::Json;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty;
namespace fs = std::filesystem;

Json answer(const std::string& activity, int points, int attempt = 1) {
  return {{"activity", activity}, {"points", points},
          {"bonus", 0},           {"verdict", "FAIL"},
          {"attempt", attempt},   {"hash", "sha256:" + std::to_string(points)}};
}
Json nothing(const std::string& activity) {
  Json none = answer(activity, 0);
  none["hash"] = "";
  return none;
}
Json submission(const std::string& name, const std::vector<Json>& answers) {
  return {{"name", name}, {"sentence", ""}, {"answers", answers}};
}
Json document(const std::vector<Json>& submissions, const std::string& kit = "sha256:kit") {
  return {{"format", 1},
          {"kit", kit},
          {"activities", {{{"folder", "00_a"}}, {{"folder", "03_b"}}}},
          {"submissions", submissions}};
}

class Merging : public testing::Test {
 protected:
  fs::path file(const Json& document) {
    const fs::path path = scratch / (std::to_string(++files_) + ".json");
    std::ofstream{path} << document;
    return path;
  }
  Scratch scratch;

 private:
  int files_ = 0;
};

TEST_F(Merging, IsWhatOneRoomWouldSay) {
  const Json anna = submission("anna", {answer("00_a", 40)}), ben = submission("ben", {});
  const fs::path first = file(document({ben})), second = file(document({anna}));
  EXPECT_EQ(text_of_document(merged({first, second})), text_of_document(document({anna, ben})));
  EXPECT_EQ(text_of_document(merged({second, first})), text_of_document(document({anna, ben})));
}

TEST_F(Merging, KeepsTheBestOfEachAnswer) {
  const fs::path early =
      file(document({submission("anna", {answer("00_a", 40), nothing("03_b")})}));
  const fs::path late =
      file(document({submission("anna", {answer("00_a", 20), answer("03_b", 0)})}));
  const Json best = document({submission("anna", {answer("00_a", 40), answer("03_b", 0)})});
  EXPECT_EQ(text_of_document(merged({early, late})), text_of_document(best));
  EXPECT_EQ(text_of_document(merged({late, early})), text_of_document(best));
}

TEST_F(Merging, PrefersAVerdictToNone) {
  Json error = answer("00_a", 90);
  error["verdict"] = "INFRA_ERROR";
  EXPECT_EQ(better(error, answer("00_a", 10)), answer("00_a", 10));
  EXPECT_EQ(better(nothing("00_a"), error), error) << "it must not look like a missing submission";
}

TEST_F(Merging, RefusesAnotherKit) {
  const fs::path ours = file(document({})), theirs = file(document({}, "sha256:other"));
  EXPECT_THAT(
      [&] {
        merged({ours, theirs});
      },
      testing::ThrowsMessage<results::BadInput>(HasSubstr("another kit")));
}

TEST_F(Merging, RefusesWhatIsNoReport) {
  for (const Json& bad : {Json::array(), Json{{"format", 2}}, Json{{"format", 1}},
                          document({Json{{"name", 3}}}), document({Json::object()})})
    EXPECT_THROW(merged({file(bad)}), results::BadInput) << bad;
}

TEST(Digest, IsSha256) {
  EXPECT_EQ(digest("abc"),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

class Ledgers : public testing::Test {
 protected:
  static Json graded(const char* verdict) { return {{"verdict", verdict}}; }
  Ledger open(const std::string& kit = "sha256:kit") const { return {scratch.folder, {kit, true}}; }
  Scratch scratch;
  static Files files(const std::string& text) { return {{"a.cpp", text}}; }
  const Case first{"00_a", digest(files("first"))}, second{"00_a", digest(files("second"))};
};

TEST_F(Ledgers, CountDifferentAnswersOfOneName) {
  for (const char* text : {"first", "second", "first"}) open().hand_in("anna", "00_a", files(text));
  open().hand_in("ben", "00_a", files("second"));
  EXPECT_THAT(open().attempts("anna", "00_a"), ElementsAre(first, second));
  EXPECT_THAT(open().attempts("ben", "00_a"), ElementsAre(second));
  EXPECT_THAT(open().attempts("anna", "03_b"), IsEmpty());
  EXPECT_EQ(open().files(second), files("second"));
}

TEST_F(Ledgers, KeepTheFilesOfAnAnswerApart) {
  const Files both{{"a.cpp", "first"}, {"rules/b.json", "second"}};
  open().hand_in("anna", "00_a", both);
  open().hand_in("anna", "00_a", {{"a.cpp", "firs"}, {"rules/b.json", "tsecond"}});
  open().hand_in("anna", "00_a", {{"rules/b.json", "second"}});
  const std::vector<Case> attempts = open().attempts("anna", "00_a");
  ASSERT_EQ(attempts.size(), 3u);
  EXPECT_EQ(open().files(attempts[0]), both);
  EXPECT_EQ(open().files(attempts[2]).size(), 1u) << "what was not handed in stays so";
}

TEST_F(Ledgers, HoldNoMisfortuneAgainstAnybody) {
  open().ends(first, graded("INFRA_ERROR"), {});
  EXPECT_EQ(open().verdict(first), nullptr);
  ASSERT_NE(open().misfortune(first), nullptr);
  open().ends(first, graded("PASS"), {});
  const Ledger ledger = open();
  ASSERT_NE(ledger.verdict(first), nullptr);
  EXPECT_EQ(*ledger.verdict(first), graded("PASS"));
}

TEST_F(Ledgers, KnowNoVerdictOfAnotherKit) {
  open().ends(first, graded("PASS"), {});
  EXPECT_EQ(open("sha256:other").verdict(first), nullptr);
  EXPECT_EQ(Ledger(scratch.folder, {"sha256:kit", false}).verdict(first), nullptr)
      << "without hidden tests";
}

TEST_F(Ledgers, NoticeAnAnswerThatWasChanged) {
  open().hand_in("anna", "00_a", files("first"));
  for (const auto& file : fs::directory_iterator{scratch / "answers"})
    replace_file(file.path(), "better");
  EXPECT_THROW((void)open().files(first), std::runtime_error);
}

}  // namespace
