#include <gmock/gmock.h>

#include "answers/edit.hpp"
#include "answers/whole.hpp"
#include "results/json_file.hpp"
#include "tests/checkout.hpp"

/// Answers that are written as edits of others.
namespace {

using answers::Lines, answers::lines_of;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr;

const std::string base = R"(#include <string>

struct Order {
  int count = 0;
};

void on_fact(Order& order) {
  order.count += 1;

  write(order);
}

void on_timer(Order& order) {
  write(order);
}

void on_sweep(Order&) {}
)";

std::string edited(const std::string& hunks, const std::string& of = base) {
  const answers::Named edit{"wrong.diff", lines_of(hunks)};
  return answers::text_of(apply(read_hunks(edit, 0), {"right.cpp", lines_of(of)}, edit.name));
}

/// `base` with `text` replaced.
std::string with(const std::string& text, const std::string& by) {
  std::string changed = base;
  return changed.replace(changed.find(text), text.size(), by);
}

std::string refusal_of(const std::string& hunks) {
  try {
    return "taken:\n" + edited(hunks);
  } catch (const results::BadInput& error) {
    return error.what();
  }
}

TEST(Edit, ReplacesLinesHoweverFarTheyAreIndented) {
  EXPECT_EQ(edited("- order.count += 1;\n+ if (order.count < 3)\n+   order.count += 1;\n"),
            with("  order.count += 1;\n", "  if (order.count < 3)\n    order.count += 1;\n"));
}

TEST(Edit, TakesLinesAwayAndPutsLinesBesideLinesThatStay) {
  EXPECT_EQ(edited("- #include <string>\n-\n"), with("#include <string>\n\n", ""));
  EXPECT_EQ(edited("  order.count += 1;\n+\n+ log(order);\n"),
            with("+= 1;\n", "+= 1;\n\n  log(order);\n"));
  EXPECT_EQ(edited("+ // once\n  order.count += 1;\n"), with("  order.c", "  // once\n  order.c"));
}

TEST(Edit, KeepsTheIndentationOfItsLinesAgainstEachOther) {
  EXPECT_EQ(edited("    order.count += 1;\n+ }\n+ void more() {\n"),
            with("+= 1;\n", "+= 1;\n}\nvoid more() {\n"));
}

TEST(Edit, LooksInOneFunctionWhereItSaysSo) {
  EXPECT_EQ(
      edited("@@ in on_timer @@\n- write(order);\n+ erase(order);\n"),
      with("void on_timer(Order& order) {\n  write", "void on_timer(Order& order) {\n  erase"));
}

TEST(Edit, ReplacesAWholeFunctionOrStruct) {
  EXPECT_EQ(edited("@@ replaces on_timer @@\n+ void on_timer(Order&) {\n+\n+ }\n"),
            with("void on_timer(Order& order) {\n  write(order);\n}\n",
                 "void on_timer(Order&) {\n\n}\n"));
  EXPECT_EQ(edited("@@ replaces Order @@\n+ struct Order {};\n"),
            with("struct Order {\n  int count = 0;\n};\n", "struct Order {};\n"));
  EXPECT_EQ(edited("@@ replaces on_sweep @@\n+ void on_sweep(Order&) { write(); }\n"),
            with("on_sweep(Order&) {}", "on_sweep(Order&) { write(); }"));
}

TEST(Edit, MayNameItsPlacesInAnyOrder) {
  const std::string last = "- void on_sweep(Order&) {}\n", first = "- #include <string>\n";
  EXPECT_EQ(edited(last + "\n" + first), edited(first + "\n" + last));
}

TEST(Edit, IsTheSameWithTheLineEndsOfWindows) {
  const auto windows = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
      text.insert(at, "\r");
    return text;
  };
  const std::string hunks = "- order.count += 1;\n+ order.count = 1;\n\n- #include <string>\n";
  EXPECT_EQ(edited(windows(hunks), windows(base)), edited(hunks));
}

TEST(Edit, NamesTheTextThatNoLongerFits) {
  EXPECT_EQ(refusal_of("- order.count += 2;\n+ order.count = 2;\n"),
            "wrong.diff:1: no longer fits: right.cpp does not have this text:\n"
            "    order.count += 2;");
  EXPECT_THAT(refusal_of("- #include <string>\n\n@@ in on_timer @@\n- order.count += 1;\n"),
              HasSubstr("wrong.diff:3: no longer fits: on_timer of right.cpp does not have"));
}

TEST(Edit, MustMeanOnePlaceOnly) {
  EXPECT_THAT(refusal_of("- write(order);\n+ erase(order);\n"),
              AllOf(HasSubstr("wrong.diff:1: right.cpp has this text 2 times (lines 10, 14)"),
                    HasSubstr("\"@@ in FUNCTION @@\"")));
}

TEST(Edit, MustHaveOldText) {
  const std::string why = "wrong.diff:1: no old text";
  EXPECT_THAT(refusal_of("+ order.count = 2;\n"), HasSubstr(why));
  EXPECT_THAT(refusal_of("-\n+ order.count = 2;\n"), HasSubstr(why));
}

TEST(Edit, MustNotChangeAPlaceTwice) {
  EXPECT_THAT(
      refusal_of("- #include <string>\n\n- order.count += 1;\n\n  order.count += 1;\n+ x;\n"),
      HasSubstr("wrong.diff:5: overlaps the change in line 3"));
  EXPECT_THAT(refusal_of("- order.count += 1;\n\n@@ replaces on_fact @@\n+ void on_fact();\n"),
              HasSubstr("wrong.diff:1: overlaps the change in line 3"));
}

TEST(Edit, MustChangeSomething) {
  EXPECT_THAT(refusal_of("  order.count += 1;\n"), HasSubstr("wrong.diff:1: changes nothing"));
  EXPECT_THAT(refusal_of("- write(order);\n+ write(order);\n"), HasSubstr("changes nothing"));
  EXPECT_THAT(refusal_of("\n"), HasSubstr("wrong.diff: has a base, but changes nothing in it"));
}

TEST(Edit, MustBeginEachLineAsItIsMeant) {
  EXPECT_THAT(refusal_of("- #include <string>\norder.count = 2;\n"),
              HasSubstr("wrong.diff:2: must begin with \"- \""));
  EXPECT_THAT(refusal_of("-#include <string>\n"), HasSubstr("wrong.diff:1: must begin with"));
  EXPECT_THAT(refusal_of("@@ -1,2 +1,2 @@\n"),
              HasSubstr("wrong.diff:1: must be \"@@ in FUNCTION @@\""));
}

TEST(Edit, MustNameAFunctionThatTheBaseDefinesOnce) {
  EXPECT_EQ(refusal_of("@@ replaces on_change @@\n+ void on_change() {}\n"),
            "wrong.diff:1: right.cpp defines on_change 0 times, must be once");
  EXPECT_THAT(refusal_of("@@ in write @@\n- write(order);\n"), HasSubstr("defines write 0 times"));
}

TEST(Edit, ReplacesAFunctionByNewLinesOnly) {
  EXPECT_THAT(refusal_of("@@ replaces on_timer @@\n- write(order);\n"),
              HasSubstr("takes lines \"+ …\" only"));
  EXPECT_THAT(refusal_of("@@ replaces on_timer @@\n"), HasSubstr("no lines \"+ …\""));
}

class WholeAnswer : public testing::Test {
 protected:
  answers::Whole of(const std::string& file) {
    return answers::whole_answer(kit.manifest.root, kit / file);
  }
  std::string refusal(const std::string& file) {
    try {
      return "taken:\n" + of(file).text;
    } catch (const results::BadInput& error) {
      return error.what();
    }
  }
  Checkout kit;
};

TEST_F(WholeAnswer, IsTheHeaderAndTheBaseWithTheChanges) {
  kit.write("solutions/right.cpp", "int a;\nint b;\n");
  kit.write("wrong/one.diff", "// Mistake: no b\n// Base: solutions/right.cpp\n\n- int b;\n");
  const answers::Whole whole = of("wrong/one.diff");
  EXPECT_EQ(whole.text, "// Mistake: no b\n// Base: solutions/right.cpp\n\nint a;\n");
  EXPECT_THAT(whole.read, ElementsAre(kit / "wrong/one.diff", kit / "solutions/right.cpp"));
}

TEST_F(WholeAnswer, MayBeAnEditOfAnEdit) {
  kit.write("solutions/right.cpp", "int a;\nint b;\n");
  kit.write("wrong/one.diff", "// Mistake: no b\n// Base: solutions/right.cpp\n\n- int b;\n");
  kit.write("attack.diff", "// Attack 39: c\n// Base: wrong/one.diff\n\n  int a;\n+ int c;\n");
  EXPECT_EQ(of("attack.diff").text, "// Attack 39: c\n// Base: wrong/one.diff\n\nint a;\nint c;\n");
}

TEST_F(WholeAnswer, IsAFileAsItStandsWhereItIsNoEdit) {
  kit.write("solutions/right.cpp", "int a;\r\n");
  EXPECT_EQ(of("solutions/right.cpp").text, "int a;\r\n");
}

TEST_F(WholeAnswer, MustHaveABaseThatIsThere) {
  kit.write("none.diff", "// Mistake: none\n\n- int b;\n");
  EXPECT_THAT(refusal("none.diff"),
              HasSubstr("none.diff: must begin with a comment that has a line \"// Base: …\""));
  kit.write("gone.diff", "// Base: solutions/gone.cpp\n\n- int b;\n");
  EXPECT_EQ(refusal("gone.diff"), "gone.diff: there is no base solutions/gone.cpp");
  kit.write("out.diff", "// Base: ../right.cpp\n\n- int b;\n");
  EXPECT_THAT(refusal("out.diff"), HasSubstr("\"Base\" must be a path from the kit's folder"));
}

TEST_F(WholeAnswer, MustNotBeItsOwnBase) {
  kit.write("one.diff", "// Base: two.diff\n\n- int b;\n");
  kit.write("two.diff", "// Base: one.diff\n\n- int b;\n");
  EXPECT_EQ(refusal("one.diff"), "one.diff: is a base of itself");
}

/// An activity with a file of code and one of data, and edits of its solution.
class AnswerOfTwoFiles : public WholeAnswer {
 protected:
  AnswerOfTwoFiles() {
    kit.write("exercises/03_correlator/activity.json", R"({
  "title": "t", "idea": "i", "minutes": 1, "track": "core", "prerequisites": [], "size_lines": 1,
  "files": ["correlator.cpp", "rules/large.json"], "services": ["kitchen::service"],
  "points": {"visible": 20, "hidden": 80}, "hints": ["a", "b", "c"]})");
    kit.write("solutions/03_correlator/correlator.cpp", "int a;\nint b;\n");
    kit.write("solutions/03_correlator/rules/large.json", "{\n  \"least\": 500\n}\n");
  }
  std::string files_with(const std::string& file, const std::string& text) {
    kit.write(file, text);
    std::string all;
    try {
      for (const auto& [name, content] :
           answers::files_of_answer(kit.manifest.root, "03_correlator", kit / file))
        all += "[" + name + "] " + content;
    } catch (const results::BadInput& error) {
      return error.what();
    }
    return all;
  }
};

TEST_F(AnswerOfTwoFiles, ReplacesTheFileThatIsTheBase) {
  EXPECT_EQ(files_with("wrong/one.diff",
                       "// Mistake: too low\n"
                       "// Base: solutions/03_correlator/rules/large.json\n\n"
                       "-   \"least\": 500\n+   \"least\": 50\n"),
            "[correlator.cpp] int a;\nint b;\n[rules/large.json] {\n  \"least\": 50\n}\n")
      << "JSON has no comment as its head";
  EXPECT_EQ(files_with("wrong/two.diff",
                       "// Mistake: no b\n"
                       "// Base: solutions/03_correlator/correlator.cpp\n\n"
                       "- int b;\n"),
            "[correlator.cpp] // Mistake: no b\n// Base: solutions/03_correlator/correlator.cpp\n\n"
            "int a;\n[rules/large.json] {\n  \"least\": 500\n}\n");
}

TEST_F(AnswerOfTwoFiles, ReplacesTheOnlyFileWithItsExtension) {
  EXPECT_EQ(files_with("attack.cpp", "int c;\n"),
            "[correlator.cpp] int c;\n[rules/large.json] {\n  \"least\": 500\n}\n");
  EXPECT_EQ(
      files_with("notes.txt", "none"),
      "notes.txt: replaces which file? Choose its base from correlator.cpp, rules/large.json");
}

TEST_F(AnswerOfTwoFiles, NamesAnEditOfDataThatNoLongerFits) {
  EXPECT_EQ(
      files_with("wrong/one.diff",
                 "// Mistake: too low\n"
                 "// Base: solutions/03_correlator/rules/large.json\n\n"
                 "-   \"least\": 400\n+   \"least\": 50\n"),
      "wrong/one.diff:4: no longer fits: solutions/03_correlator/rules/large.json does not have "
      "this text:\n    \"least\": 400");
}

TEST_F(AnswerOfTwoFiles, BeginsWithTheFilesOfTheSkeleton) {
  kit.write("harness/skeletons/03_correlator/rules/large.json.in", "null\n");
  EXPECT_THAT(answers::files_of_skeleton(kit.manifest.root, "03_correlator"),
              ElementsAre(testing::Pair("correlator.cpp", "skeleton\n"),
                          testing::Pair("rules/large.json", "null\n")));
}

}  // namespace
