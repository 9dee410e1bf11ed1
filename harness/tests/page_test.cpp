#include "check/page.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "check/check.hpp"
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

/// What the page holds for its script.
Json traces_in(const std::string& page) {
  const std::string begins = R"(<script id="traces" type="application/json">)";
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

TEST_F(Page, IsNamedUnderAStoryAndComparesItWithTheNearestThatPassed) {
  std::string story;
  for (const Outcome& outcome : every_outcome_of(scenario(loses_tips, stories::two_tips)))
    story = outcome.story({.says = "no tip is lost", .hint = ""});
  const std::string says = "  See it drawn, in a browser:\n\n";
  const std::size_t at = story.find(says);
  ASSERT_NE(at, std::string::npos) << story;
  const std::size_t from = at + says.size();
  const fs::path file = story.substr(from, story.find('\n', from) - from);
  const Json traces = traces_in(text_of(file));
  EXPECT_EQ(traces.at("failing").at("rule"), "no tip is lost");
  EXPECT_EQ(traces.at("passing").at("faults"), 0);
  const Json &failing = traces.at("failing").at("steps"),
             &passing = traces.at("passing").at("steps");
  EXPECT_EQ(passing.at(0), failing.at(0)) << "the first waiter reads";
  EXPECT_NE(passing, failing);
  EXPECT_TRUE(fs::remove(file));
}

TEST_F(Page, ShowsTheCalmScheduleOfATestThatPasses) {
  // by a name of our own, for the same test may run by itself at the same time, and takes its page
  // away when it passes
  fs::create_directory(folder / "bin");
  fs::create_symlink(fs::absolute(this_program()), folder / "bin" / "calm");
  const auto [exit_code, text] =
      run_this_program("--draw --gtest_filter=Page.*NoPageOfItsOwn", folder / "bin" / "calm");
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
}

TEST_F(Page, IsNotWrittenForATestThatPassesAndHasNoPageOfItsOwn) {
  for (const Outcome& outcome : every_outcome_of(scenario(adds, stories::two_tips)))
    ASSERT_EQ(outcome.failures().size(), 0u);
}

}  // namespace
