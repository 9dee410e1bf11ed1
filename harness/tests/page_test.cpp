#include "check/page.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "check/check.hpp"
#include "check/own_page.hpp"
#include "check/session.hpp"
#include "scratch.hpp"
#include "stories.hpp"
#include "this_program.hpp"

namespace {

using namespace check;
using namespace tip_jar;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream input{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

/// Returns the data that the page has for its script.
Json traces_in(const std::string& page, const std::string& id = "traces") {
  const std::string begins = R"(<script id=")" + id + R"(" type="application/json">)";
  const std::size_t from = page.find(begins) + begins.size();
  return Json::parse(page.substr(from, page.find("</script>", from) - from));
}

class Page : public testing::Test {
 protected:
  Scratch folder;
};

TEST_F(Page, HoldsBothSchedulesAsTheyAre) {
  const Json failing{{"test", "03.order"}, {"rule", "one pizza"}}, passing{{"test", "03.order"}};
  EXPECT_EQ(write_page(folder / "deep" / "page.html", failing, passing), "");
  const Json traces = traces_in(text_of(folder / "deep" / "page.html"));
  EXPECT_EQ(traces.at("failing"), failing);
  EXPECT_EQ(traces.at("passing"), passing);
}

TEST_F(Page, IsNotCutShortByWhatAnAnswerSays) {
  const Json failing{{"rule", "</script><script>alert(1)</script><!--"}};
  EXPECT_EQ(write_page(folder / "page.html", failing, nullptr), "");
  const std::string page = text_of(folder / "page.html");
  EXPECT_THAT(page, Not(HasSubstr("alert(1)</script>")));
  EXPECT_EQ(traces_in(page).at("failing"), failing);
}

TEST_F(Page, IsWrittenThoughAnAnswerSaysWhatIsNoUtf8) {
  EXPECT_EQ(write_page(folder / "page.html", {{"rule", "caf\xe9"}}, nullptr), "");
  EXPECT_EQ(traces_in(text_of(folder / "page.html")).at("failing").at("rule"), "caf\xef\xbf\xbd");
}

TEST_F(Page, SaysWhenItCannotBeWritten) {
  std::ofstream{folder / "file"} << "in the way";
  EXPECT_THAT(write_page(folder / "file" / "page.html", {}, nullptr),
              HasSubstr("page.html cannot be written"));
}

TEST_F(Page, HoldsTheChartsOfAnActivity) {
  EXPECT_EQ(draw_own_page(folder / "own.html"), 2);
  const OwnPage drawn{[] { return Json{{"title", "</script>"}, {"charts", Json::array()}}; }};
  EXPECT_EQ(draw_own_page(folder / "own.html"), 0);
  EXPECT_EQ(traces_in(text_of(folder / "own.html"), "charts").at("title"), "</script>");
  const OwnPage thrown{[]() -> Json { throw std::runtime_error{"no gauge"}; }};
  testing::internal::CaptureStdout();
  EXPECT_EQ(draw_own_page(folder / "none.html"), 1);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("Not drawn: your code threw"));
  EXPECT_FALSE(exists(folder / "none.html"));
}

TEST_F(Page, IsNamedUnderAStoryButDrawnOnlyWhenItsTestHasFailed) {
  std::string story;
  for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, stories::two_tips)))
    story = outcome.story({.says = "no tip is lost", .hint = ""});
  const std::string says = "  See it drawn, in a browser:\n\n";
  const std::size_t at = story.find(says);
  ASSERT_NE(at, std::string::npos) << story;
  const std::size_t from = at + says.size();
  const fs::path file = story.substr(from, story.find('\n', from) - from);
  EXPECT_FALSE(fs::exists(file)) << "so far nothing has failed";
  session().test_has_failed("another story");
  EXPECT_FALSE(fs::exists(file));
  session().test_has_failed("Value of: tips\n" + story);
  const Json traces = traces_in(text_of(file));
  EXPECT_EQ(traces.at("failing").at("rule"), "no tip is lost");
  EXPECT_EQ(traces.at("passing").at("faults"), 0);
  const Json &failing = traces.at("failing").at("steps"),
             &passing = traces.at("passing").at("steps");
  EXPECT_EQ(passing.at(0), failing.at(0)) << "the first waiter reads";
  EXPECT_NE(passing, failing);
  EXPECT_TRUE(fs::remove(file));
}

TEST_F(Page, IsDrawnForATestThatFails) {
  static const char* const must_fail = std::getenv("OOO_TEST_MUST_FAIL");
  if (must_fail != nullptr) {  // in the program that runs below
    for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, {tip("anna")})))
      ASSERT_EQ(outcome.count(jar_filled), 2) << outcome.story({.says = "two jars", .hint = ""});
    return;
  }
  fs::create_directory(folder / "bin");
  fs::create_symlink(fs::absolute(this_program()), folder / "bin" / "failing");
  const auto [exit_code, text] = run_this_program(
      "--gtest_filter=Page.IsDrawnForATestThatFails --traces=" + (folder / "traces").string(),
      "OOO_TEST_MUST_FAIL=1 " + (folder / "bin" / "failing").string());
  EXPECT_EQ(exit_code, 1) << text;
  const fs::path file = folder / "pages" / "failing" / "Page.IsDrawnForATestThatFails.html";
  EXPECT_THAT(text, HasSubstr(file.string()));
  const Json drawn = traces_in(text_of(file)).at("failing");
  EXPECT_EQ(drawn.at("rule"), "two jars");
  EXPECT_EQ(Json::parse(text_of(folder / "traces" / "Page.IsDrawnForATestThatFails.json")), drawn);
}

TEST_F(Page, HasWhatATestFoundAsFieldsForWhoeverJudges) {
  for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, {tip("anna")})))
    session().test_has_failed(outcome.story({.says = "no tip is lost", .hint = "look"}));
  session().test_has_failed("a failure without a story");
  const std::vector<Finding> findings = session().take_findings();
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[1].rule, "");
  EXPECT_EQ(findings[0].rule, "no tip is lost");
  EXPECT_EQ(findings[0].hint, "look");
  EXPECT_FALSE(findings[0].remembers);
  EXPECT_EQ(findings[0].schedule, Json::parse(R"([{"verb": "get", "result": "missing"},
                                                  {"verb": "put", "result": "written"},
                                                  {"verb": "publish", "result": "accepted"}])"));
  EXPECT_TRUE(session().take_findings().empty());
}

TEST_F(Page, ShowsTheCalmScheduleOfATestThatPasses) {
  // under another name: the same test may run alone at the same time, and removes its page when it
  // passes
  fs::create_directory(folder / "bin");
  fs::create_symlink(fs::absolute(this_program()), folder / "bin" / "calm");
  const auto [exit_code, text] = run_this_program(
      "--draw --gtest_filter=Page.*NoPageOfItsOwn --traces=" + (folder / "traces").string(),
      folder / "bin" / "calm");
  EXPECT_EQ(exit_code, 0);
  const std::string says = "  Drawn: ";
  const std::size_t from = text.find(says) + says.size();
  ASSERT_GT(from, says.size()) << text;
  const fs::path file = text.substr(from, text.find('\n', from) - from);
  const Json traces = traces_in(text_of(file));
  EXPECT_EQ(traces.at("failing").at("rule"), "");
  EXPECT_EQ(traces.at("failing").at("steps").size(), 6u);
  EXPECT_EQ(traces.at("passing"), Json{});
  EXPECT_EQ(file.parent_path(), folder / "pages" / "calm");
  const fs::path trace = folder / "traces" / (file.stem().string() + ".json");
  EXPECT_EQ(Json::parse(text_of(trace)), traces.at("failing"));
}

TEST_F(Page, IsDrawnForATestThatShowsItsSchedule) {
  static const char* const shows = std::getenv("OOO_TEST_SHOWS");
  if (shows != nullptr) {  // in the program that runs below
    run(scenario(adds, {tip("anna")})).show();
    return;
  }
  fs::create_directory(folder / "bin");
  fs::create_symlink(fs::absolute(this_program()), folder / "bin" / "showing");
  const auto [exit_code, text] =
      run_this_program("--gtest_filter=Page.IsDrawnForATestThatShowsItsSchedule",
                       "OOO_TEST_SHOWS=1 " + (folder / "bin" / "showing").string());
  EXPECT_EQ(exit_code, 0) << text;
  const fs::path file =
      folder / "pages" / "showing" / "Page.IsDrawnForATestThatShowsItsSchedule.html";
  EXPECT_THAT(text, HasSubstr("  See it drawn, in a browser:\n\n" + file.string()));
  EXPECT_EQ(traces_in(text_of(file)).at("failing").at("rule"), "");
}

TEST_F(Page, IsNotWrittenForATestThatPassesAndHasNoPageOfItsOwn) {
  for (const Outcome& outcome : every_outcome_of(scenario(adds, stories::two_tips)))
    ASSERT_EQ(outcome.failures().size(), 0u);
}

}  // namespace
