#include <gmock/gmock.h>

#include "answers/header.hpp"
#include "answers/wrong_answer.hpp"
#include "answers/wrong_turns.hpp"
#include "results/json_file.hpp"
#include "tests/checkout.hpp"

/// Headers of answers.
namespace {

using answers::Header, answers::WrongAnswer;
using testing::ElementsAre, testing::HasSubstr;

const std::string looks_first = R"(// Mistake: looks first
//   and writes later: too late
// Finding: S03
// Visible: fails
// Rejected by: duplicate.overlapping_redelivery
// Hint: Two copies both asked "seen it?"
// before either said "yes".

// Hint: not this one
)";

Header header_of(const std::string& text) {
  return answers::read_header(answers::lines_of(text), "wrong.diff");
}

std::string refusal_of(const std::string& text) {
  try {
    (void)wrong_answer_in(header_of(text));
    return "taken";
  } catch (const results::BadInput& error) {
    return error.what();
  }
}

TEST(Header, IsTheCommentThatTheFileBeginsWith) {
  const WrongAnswer wrong = wrong_answer_in(header_of(looks_first));
  EXPECT_EQ(wrong.name, "wrong");
  EXPECT_EQ(wrong.mistake, "looks first and writes later: too late");
  EXPECT_EQ(wrong.finding, "S03");
  EXPECT_FALSE(wrong.passes_visible_order_tests);
  EXPECT_EQ(wrong.rejected_by, "duplicate.overlapping_redelivery");
  EXPECT_EQ(wrong.hint, "Two copies both asked \"seen it?\" before either said \"yes\".");
}

TEST(Header, IsTheSameWithTheLineEndsOfWindows) {
  EXPECT_EQ(header_of("// Mistake: looks\r\n// first\r\n\r\nint a;\r\n").text("Mistake"),
            "looks first");
}

TEST(Header, MayNumberAnAttackAndSayMoreThanOnce) {
  const Header header = header_of("// Attack 39: by a global\n// Says: one\n// Says: two\n");
  EXPECT_EQ(header.text("Attack"), "by a global");
  EXPECT_EQ(header.fields[0].number, "39");
  EXPECT_THAT(header.texts("Says"), ElementsAre("one", "two"));
}

TEST(Header, MustHaveTheFieldsOfAWrongAnswer) {
  EXPECT_EQ(refusal_of("// Mistake: none.\n"),
            "wrong.diff: must begin with a comment that has a line \"// Rejected by: …\"");
  EXPECT_THAT(refusal_of("#include <x>\n"), HasSubstr("\"// Mistake: …\""));
}

TEST(Header, MustNotHaveUnknownFields) {
  EXPECT_THAT(refusal_of("// Mistake: one\n// Rejectd by: a.b\n"),
              HasSubstr("wrong.diff:2: unknown field \"Rejectd by\"; known fields: Mistake,"));
}

TEST(Header, IsNoCommentWithoutAnyField) {
  EXPECT_TRUE(header_of("// Note: a jar\n// is a row\n").lines.empty());
}

TEST(Header, MustNotHaveAFieldTwiceOrEmpty) {
  EXPECT_EQ(refusal_of("// Mistake: one\n// Mistake: two\n"),
            "wrong.diff:2: a second field \"Mistake\"; write it once");
  EXPECT_EQ(refusal_of("// Mistake:\n// Hint: one\n"),
            "wrong.diff: the field \"Mistake\" is empty");
}

TEST(Header, SaysVisibleInOneWayOnly) {
  EXPECT_THAT(refusal_of("// Mistake: a\n// Rejected by: b.c\n// Hint: d\n// Visible: passes\n"),
              HasSubstr("\"Visible\" must be fails or be left out, is passes"));
}

class WrongTurns : public testing::Test {
 protected:
  WrongTurns() {
    kit.write("exercises/03_correlator/activity.json", R"({
  "title": "t", "idea": "i", "minutes": 1, "track": "core", "prerequisites": [], "size_lines": 1,
  "services": ["kitchen::service"],
  "points": {"visible": 20, "hidden": 80, "stretch": {"crash": 10}}, "hints": ["a", "b", "c"]})");
    wrong("b", "// Mistake: looks | first\n// Rejected by: timeout.late\n// Hint: Which?\n");
    wrong("c", "// Mistake: dies\n// Rejected by: crash.once\n// Hint: Where?\n");
    wrong("a", "// Mistake: sleeps\n// Rejected by: order.late\n// Hint: Why?\n");
    // in two pieces: otherwise CMake would take it for a test of this file
    kit.write("exercises/03_correlator/correlator_test.cpp",
              "TEST"
              "(order, late) {}\n");
  }
  void wrong(const std::string& name, const std::string& header) {
    kit.write("facilitator/03_correlator/wrong/" + name + ".diff", header);
  }
  std::string table() { return answers::wrong_turns(kit.manifest.root, "03_correlator"); }
  Checkout kit;
};

TEST_F(WrongTurns, AreARowForEachWrongAnswerByTheTestThatRejectsIt) {
  EXPECT_EQ(table(),
            "| what they do | test that says no | what it tells them |\n|---|---|---|\n"
            "| [dies](wrong/c.diff) | `crash.once` (bonus) | Where? |\n"
            "| [sleeps](wrong/a.diff) | `order.late` (visible) | Why? |\n"
            "| [looks \\| first](wrong/b.diff) | `timeout.late` | Which? |\n");
}

TEST_F(WrongTurns, StandBetweenTwoLinesOfTheNotes) {
  const std::string begin = answers::table_begin + "\n", end = answers::table_end + "\n";
  const std::string notes = "# Notes\n" + begin + "| old |\n" + end + "Debrief.\n";
  EXPECT_EQ(answers::with_wrong_turns(notes, "| new |\n", "notes.md"),
            "# Notes\n" + begin + "| new |\n" + end + "Debrief.\n");
  EXPECT_THROW(answers::with_wrong_turns("# Notes\n" + end + begin, "", "notes.md"),
               results::BadInput);
}

}  // namespace
