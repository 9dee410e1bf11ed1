#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "pack/agenda.hpp"
#include "pack/notes.hpp"
#include "pack/paper.hpp"
#include "pack/readout.hpp"
#include "pack/references.hpp"
#include "results/json_file.hpp"
#include "tests/scratch.hpp"

namespace {

using nlohmann::json, testing::HasSubstr;

/// A kit with one activity of 30 minutes, whose short form takes 15.
class Kit {
 public:
  Kit() {
    write("exercises/03_correlator/activity.json", json::parse(R"({
        "title": "T", "idea": "I", "minutes": 30, "track": "core", "services": ["k::s"],
        "points": {"visible": 20, "hidden": 80}, "prerequisites": [], "size_lines": 5,
        "hints": ["a", "b", "c"], "short_forms": [{"name": "draw only", "minutes": 15}]})"));
  }
  void write(const std::string& name, const json& value) const {
    create_directories((scratch / name).parent_path());
    std::ofstream{scratch / name} << value.dump();
  }
  /// Message of the error in an agenda with these rows; "nothing" if there is none.
  std::string complaint_about(const std::vector<json>& rows, int minutes = 30) const {
    json agenda = json::parse(R"({"name": "a", "title": "A", "for": "all"})");
    agenda["minutes"] = minutes;
    agenda["rows"] = rows;
    write("facilitator/agenda.json", {{"agendas", json::array({agenda})}});
    try {
      facilitator::read_agendas(scratch.folder);
    } catch (const results::BadInput& error) {
      return error.what();
    }
    return "nothing";
  }
  const Scratch scratch;
};

json row(int minutes, json more) {
  more.update({{"minutes", minutes}, {"title", "t"}, {"cue", "c"}, {"cut", "x"}});
  return more;
}

TEST(Agenda, IsTakenWhenItsSlotsAreLongEnoughAndAddUp) {
  const json whole = row(30, {{"activity", "03_correlator"}});
  EXPECT_EQ(Kit{}.complaint_about({whole}), "nothing");
  const json form = row(15, {{"activity", "03_correlator"}, {"form", "draw only"}});
  EXPECT_EQ(Kit{}.complaint_about({form, row(15, {{"deck", "SL1"}})}), "nothing");
}

TEST(Agenda, IsRefusedWhenASlotIsShorterThanItsActivityOrForm) {
  EXPECT_THAT(Kit{}.complaint_about({row(29, {{"activity", "03_correlator"}})}, 29),
              HasSubstr("has 29 minutes, but 03_correlator needs 30"));
  const json form = row(14, {{"activity", "03_correlator"}, {"form", "draw only"}});
  EXPECT_THAT(Kit{}.complaint_about({form}, 14),
              HasSubstr("has 14 minutes, but 03_correlator, draw only, needs 15"));
}

TEST(Agenda, IsRefusedWhenItsSlotsDoNotAddUp) {
  EXPECT_THAT(Kit{}.complaint_about({row(20, {{"deck", "SL1"}})}),
              HasSubstr("its slots have 20 minutes together, not 30"));
}

TEST(Agenda, IsRefusedWhenItNamesWhatIsNotThere) {
  const json form = row(30, {{"activity", "03_correlator"}, {"form", "by heart"}});
  EXPECT_THAT(Kit{}.complaint_about({form}), HasSubstr("has no short form \"by heart\""));
  EXPECT_THAT(Kit{}.complaint_about({row(30, {{"activity", "99_none"}})}),
              HasSubstr("99_none/activity.json"));
  EXPECT_THAT(Kit{}.complaint_about({row(30, {{"deck", "SL1"}, {"activity", "03_correlator"}})}),
              HasSubstr("\"deck\" must be left out"));
}

TEST(Notes, HavePartsByName) {
  const std::string notes =
      "# 03\n\n**Aim.** One.\n\n**Ask**\n- a\n- b\n  c\n\n**Half-time move.** Give\nit.\n";
  EXPECT_EQ(facilitator::part_of_notes(notes, "Aim"), "One.");
  EXPECT_EQ(facilitator::part_of_notes(notes, "Ask"), "- a\n- b\n  c");
  EXPECT_EQ(facilitator::part_of_notes(notes, "Half-time move"), "Give\nit.");
  EXPECT_EQ(facilitator::part_of_notes(notes, "Debrief"), "");
  EXPECT_EQ(facilitator::section_of("## A\nx\n## B\ny\n", "A"), "x");
}

TEST(Notes, HaveLinksThatLeadThereFromTheFolderAbove) {
  const Kit kit;
  create_directories(kit.scratch / "facilitator/03_correlator/wrong");
  create_directories(kit.scratch / "solutions/03_correlator");
  std::ofstream{kit.scratch / "solutions/03_correlator/why.md"} << "# Why\nB.\n";
  std::ofstream{kit.scratch / "facilitator/03_correlator/notes.md"}
      << "# 03\n\n**Ask**\n- a\n\n**Debrief.** See [d](../demos.md) and [f](../faq.md#x).\n";
  const std::vector<facilitator::ActivityNotes> notes = facilitator::read_notes(kit.scratch.folder);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].debrief, "See [d](demos.md) and [f](faq.md#x).");
  EXPECT_THAT(notes[0].script, HasSubstr("[d](demos.md)"));
}

TEST(Notes, KeepWhatStandsAroundAGeneratedPart) {
  const std::string page = "a\n<!-- p: from x -->\nold\n<!-- end of p -->\nb\n";
  EXPECT_EQ(facilitator::with_part(page, "p", "new\n", "page"),
            "a\n<!-- p: from x -->\nnew\n<!-- end of p -->\nb\n");
  EXPECT_THROW(facilitator::with_part("a\n", "p", "new\n", "page"), results::BadInput);
}

TEST(Paper, WrapsWordsAndEscapesThem) {
  EXPECT_EQ(facilitator::wrapped("one two  three", 7),
            (std::vector<std::string>{"one two", "three"}));
  facilitator::Paper paper{facilitator::Paper::Format::portrait, "T", "a < b"};
  EXPECT_THAT(paper.svg(), HasSubstr(">a &lt; b</text>"));
  paper.code(40, 40, "int b;", "faint");
  EXPECT_THAT(paper.svg(), HasSubstr(R"(class="code faint" xml:space="preserve">int b;)"));
}

TEST(References, LeadToTestsAndFilesThatExist) {
  const Kit kit;
  const auto complaints = [&](const std::string& text) {
    kit.write("facilitator/coverage.md", "");
    std::ofstream{kit.scratch / "facilitator/coverage.md"} << text;
    return facilitator::broken_references({kit.scratch.folder, {}, {{.folder = "03_correlator"}}});
  };
  kit.write("facilitator/demos.md", "");
  kit.write("facilitator/03_correlator/notes.md", "");
  std::ofstream{kit.scratch / "exercises/03_correlator/a_test.cpp"} << "TEST(order, first) {}";
  EXPECT_THAT(complaints("[03](03_correlator/notes.md) `03.*`, `03.order.*`, 03.order.first"),
              testing::IsEmpty());
  using testing::ElementsAre;
  EXPECT_THAT(complaints("[03](03_correlator/why.md)"), ElementsAre(HasSubstr("leads nowhere")));
  EXPECT_THAT(complaints("03.order.second"), ElementsAre(HasSubstr("no test 03.order.second")));
  EXPECT_THAT(complaints("`03.crash.*`"), ElementsAre(HasSubstr("no test matches 03.crash.*")));
  EXPECT_THAT(complaints("`04.*`"), ElementsAre(HasSubstr("no test matches 04.*")));
}

TEST(Readout, CountsPeopleAndFamiliesWithoutNames) {
  const Kit kit;
  kit.write("report.json", json::parse(R"({
      "activities": [{"folder": "03_correlator", "number": "03", "title": "T",
                      "families": [{"name": "order", "bonus": false}]}],
      "submissions": [
        {"name": "anna", "answers": [{"activity": "03_correlator", "verdict": "FAIL",
          "families": [{"name": "order", "holds": true, "bonus": false}],
          "failures": [{"family": "timeout", "rule": "one end"}]}]},
        {"name": "zoe", "answers": [{"activity": "03_correlator", "verdict": "NOT_HANDED_IN",
          "families": [], "failures": []}]}]})"));
  const std::string text = facilitator::readout(kit.scratch / "report.json");
  EXPECT_THAT(text, HasSubstr("People who handed in an answer: 1\n"));
  EXPECT_THAT(text, HasSubstr("| 03 T | order | 1 of 1 |\n"));
  EXPECT_THAT(text, HasSubstr("1. one end (1)\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("anna")));
}

}  // namespace
