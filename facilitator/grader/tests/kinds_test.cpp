#include <gmock/gmock.h>

#include <fstream>

#include "grade/data.hpp"
#include "grade/grading.hpp"

/// Answers that are not handlers: data, and a suite of tests.
namespace {

using namespace grader;
using testing::HasSubstr;
namespace fs = std::filesystem;

Kit::Activity example(const std::string& folder, const std::vector<std::string>& families) {
  Kit::Activity activity;
  activity.tests.folder = folder;
  for (const std::string& test : families) {
    const std::size_t dot = test.find('.');
    activity.tests.tests.push_back({test.substr(0, dot), test.substr(dot + 1), false});
  }
  activity.about.points = {.visible = 0, .hidden = 100, .stretch = {}};
  return activity;
}

Graded graded(const std::string& text, const Kit& kit, const Kit::Activity& activity) {
  return grade_text(text, kit, activity, {.level = level_here(kit, Level::namespaces)});
}

Graded graded_as_pattern(const std::string& text) {
  Kit::Activity activity = example("90_event_pattern", {"order.lets_tips_for_the_bar_through",
                                                        "reorder.lets_nothing_else_through"});
  activity.kind = Kit::Activity::Kind::data;
  activity.judge = OOO_PATTERN_JUDGE;
  return graded(text, read_kit(OOO_GRADER_KIT), activity);
}

TEST(DataAnswer, IsJudgedByWhatItSays) {
  const Graded right = graded_as_pattern(R"({"data": {"jarId": ["bar"]}})");
  EXPECT_EQ(right.verdict, Verdict::pass) << right.sentence << right.details;
  EXPECT_EQ(right.score.points, 100);
  const Graded wide = graded_as_pattern(R"({"type": ["com.bistro.tip.given"]})");
  EXPECT_EQ(wide.verdict, Verdict::fail);
  EXPECT_EQ(wide.score.points, 50);
}

TEST(DataAnswer, HasOneMeaningOnly) {
  const auto why = [](const std::string& text) -> std::string {
    try {
      document_in(text);
      return "taken";
    } catch (const Stopped& stopped) {
      return stopped.verdict == Verdict::not_built ? stopped.what() : "another verdict";
    }
  };
  EXPECT_EQ(why(R"({"a": {"b": [1]}, "b": [{"a": 1}, {"a": 2}]})"), "taken");
  EXPECT_THAT(why(R"({"a": 1, "b": {"c": 1, "c": 2}})"), HasSubstr("\"c\" twice"));
  EXPECT_THAT(why(std::string(65, '[') + std::string(65, ']')), HasSubstr("deeper than 64"));
  EXPECT_EQ(why(std::string(64, '[') + std::string(64, ']')), "taken");
  EXPECT_THAT(why(std::string(200'000, '[')), HasSubstr("deeper than 64"));
  EXPECT_THAT(why("\"\xc0\x80\""), HasSubstr("UTF-8"));
  EXPECT_THAT(why("{} {}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(why("{} // by me"), HasSubstr("not valid JSON"));
  EXPECT_THAT(why("1e999"), HasSubstr("not valid JSON"));
  EXPECT_THAT(why("NaN"), HasSubstr("not valid JSON"));
  EXPECT_THAT(why(""), HasSubstr("not valid JSON"));
}

TEST(DataAnswer, ThatIsNoneIsNotBuilt) {
  const Graded none = graded_as_pattern("{");
  EXPECT_EQ(none.verdict, Verdict::not_built);
  EXPECT_EQ(none.score.points, 0);
}

Graded graded_as_suite(const std::string& asks, const std::string& judges) {
  const Kit kit = read_kit(OOO_GRADER_KIT);
  Kit::Activity activity =
      example("91_inspector", {"order.accepts_what_is_right", "reorder.rejects_squares",
                               "duplicate.rejects_what_forgets", "failure.rejects_a_constant"});
  activity.judge = OOO_SUITE_JUDGE;
  activity.services = OOO_SUITE_SERVICES;
  activity.header = fs::path{OOO_KINDS} / "inspector.hpp";
  std::ifstream stream{fs::path{OOO_KINDS} / "inspector_answer.cpp.in"};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  for (const auto& [mark, by] : {std::pair{"@asks@", asks}, std::pair{"@is_wrong@", judges}})
    text.replace(text.find(mark), std::string{mark}.size(), by);
  return graded(text, kit, activity);
}

TEST(SuiteAnswer, MustAcceptWhatIsRightAndRejectWhatIsWrong) {
  const Graded right = graded_as_suite("0, 1, 2, 3, 100", "twice != 2 * number");
  EXPECT_EQ(right.verdict, Verdict::pass) << right.sentence << right.details;
  EXPECT_EQ(right.score.points, 100);
  EXPECT_EQ(graded_as_suite("1", "true").score.points, 75) << "it rejects everything";
  EXPECT_EQ(graded_as_suite("2", "twice != 2 * number").score.points, 25) << "it asks too little";
}

TEST(SuiteAnswer, CannotCountWhomItHasSeen) {
  const Graded counts = graded_as_suite("1", "++seen > 2");
  EXPECT_EQ(counts.verdict, Verdict::nondeterministic) << counts.sentence;
  EXPECT_LE(counts.score.points, 25);
}

}  // namespace
