#include <gmock/gmock.h>

#include <set>
#include <sstream>

#include "checkout.hpp"
#include "results/json_file.hpp"
#include "tests/source_files.hpp"
#include "workshop/checklist.hpp"

namespace {

using results::Checklist, results::Ending;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::Not;

std::string told(const std::vector<std::string>& tests, const results::Results& results,
                 const workshop::Terminal& terminal = {}) {
  const Checkout kit;
  return workshop::checklist(kit.manifest, {{"Finished when", {{"it holds", tests}}}},
                             {.results = results, .changed = {}, .last = {}}, terminal);
}

const results::Results both{{"03.order.in_sequence", {Ending::passed}},
                            {"03.order.late", {Ending::passed}}};

TEST(Checklists, ProveALineByTestsThatPass) {
  EXPECT_EQ(told({"03.order.late"}, both),
            "Finished when\n  # it holds\n      03.order.late\n\n"
            "1 of 1 lines are proved by your answers.\n");
  EXPECT_THAT(told({"03.order.*", "03.order.late"}, both), HasSubstr("# it holds"));
}

TEST(Checklists, NameWhatDoesNotPassYet) {
  const std::string text = told({"03.order.*", "03.crash.once"}, both);
  EXPECT_THAT(text, AllOf(HasSubstr(". it holds\n      not yet: 03.crash.once\n"),
                          HasSubstr("\n0 of 1 lines")));
  EXPECT_THAT(told({"03.order.*"}, {{"03.order.late", {Ending::passed}}}),
              HasSubstr("not yet: 03.order.*"));
  EXPECT_THAT(told({"03.order.late"}, {{"03.order.late", {Ending::failed}}}),
              HasSubstr("not yet: 03.order.late"));
}

TEST(Checklists, CountTheTestsThatAreHere) {
  EXPECT_THAT(told({"03.order.late", "03.timeout.*"}, both), HasSubstr("# it holds"));
  EXPECT_THAT(told({"03.timeout.*"}, both),
              HasSubstr(". it holds\n      hidden here, and run where an answer is graded: "
                        "03.timeout.*\n"));
}

TEST(Checklists, LeaveToPeopleWhatNoTestCanProve) {
  EXPECT_THAT(told({}, both), AllOf(HasSubstr("  - it holds\n      no test can prove this"),
                                    HasSubstr("\n0 of 1 lines")));
}

TEST(Checklists, DrawWithWhatTheTerminalCanShow) {
  EXPECT_THAT(told({"03.order.*"}, both, {.unicode = true, .colour = true}),
              HasSubstr("\x1b[32m■\x1b[0m it holds"));
  EXPECT_THAT(told({"03.crash.*"}, both, {.unicode = true}), HasSubstr("□ it holds"));
}

TEST(Checklists, OfTheKitKeepTo80ColumnsAndNameTestsThatExist) {
  const std::vector<Checklist> lists = results::read_checklists(tidy::root());
  std::vector<std::size_t> lines;
  std::set<std::string> tests;
  for (const Checklist& list : lists) {
    lines.push_back(list.lines.size());
    for (const results::CheckLine& line : list.lines) {
      tests.insert(line.tests.begin(), line.tests.end());
      tests.insert(line.also.begin(), line.also.end());
    }
  }
  EXPECT_THAT(lines, ElementsAre(8, 7, 6));
  const results::Manifest manifest = results::read_manifest(OOO_MANIFEST);
  for (const std::string& pattern : tests) {
    results::Progress all;
    for (const results::ManifestActivity& activity : manifest.activities)
      for (const results::Test& test : activity.tests)
        all.results[activity.ctest_name(test)].ending = Ending::passed;
    EXPECT_THAT(workshop::checklist(manifest, {{"", {{"it holds", {pattern}}}}}, all, {}),
                HasSubstr("# it holds"))
        << pattern;
  }
  const Checkout kit;
  std::istringstream text{workshop::checklist(kit.manifest, lists, {}, {})};
  for (std::string line; std::getline(text, line);) EXPECT_LE(workshop::columns(line), 80u);
}

}  // namespace
