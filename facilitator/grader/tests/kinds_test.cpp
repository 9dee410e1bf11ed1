#include <gmock/gmock.h>

#include <fstream>

#include "answers/whole.hpp"
#include "answers/wrong_answer.hpp"
#include "grade/grading.hpp"
#include "report/document.hpp"
#include "tests/room_folder.hpp"

/// Answers that are not one handler: data, several files, and a suite of tests. The activities are
/// in kinds/.
namespace {

using namespace grader;
using testing::AllOf, testing::Each, testing::Field, testing::HasSubstr, testing::Not;
namespace fs = std::filesystem;

const std::string pattern = "90_event_pattern", toll = "91_toll";

const Kit& kinds() {
  static const Kit kit = read_kit(OOO_KINDS_KIT);
  return kit;
}

Graded graded(const Files& files, const Kit& kit, const Kit::Activity& activity) {
  static const Level level = level_here(kit, Level::namespaces);
  return grade_answer(files, kit, activity, {.level = level});
}

Graded graded(const std::string& folder, const Files& files) {
  return graded(files, kinds(), kinds().activity(folder));
}

Files right(const std::string& folder) {
  const fs::path solutions = fs::path{OOO_KINDS} / "solutions" / folder;
  return answers::files_of_answer(OOO_KINDS, folder,
                                  solutions / kinds().activity(folder).files().front());
}

Graded graded_as_pattern(const std::string& text) {
  return graded(pattern, {{"event_pattern.json", text}});
}

class EachKind : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Of, EachKind, testing::Values(pattern, toll));

TEST_P(EachKind, HasFullMarksForTheSolution) {
  const Graded answer = graded(GetParam(), right(GetParam()));
  EXPECT_EQ(answer.verdict, Verdict::pass) << answer.sentence << answer.details;
  EXPECT_EQ(answer.score.points, 100);
}

TEST_P(EachKind, HasNoPointsForTheSkeleton) {
  const Graded answer = graded(GetParam(), answers::files_of_skeleton(OOO_KINDS, GetParam()));
  EXPECT_EQ(answer.verdict, Verdict::fail) << answer.sentence << answer.details;
  EXPECT_EQ(answer.score.points + answer.score.bonus, 0);
}

TEST_P(EachKind, RejectsItsWrongAnswersByTheTestsThatTheyName) {
  for (const fs::path& file : answers::wrong_answer_files(OOO_KINDS, GetParam())) {
    const answers::WrongAnswer wrong = answers::read_wrong_answer(OOO_KINDS, file);
    const Graded answer = graded(GetParam(), answers::files_of_answer(OOO_KINDS, GetParam(), file));
    EXPECT_EQ(answer.verdict, Verdict::fail) << file << answer.sentence;
    ASSERT_FALSE(answer.failures.empty()) << file;
    const Graded::Failure& first = answer.failures.front();
    EXPECT_EQ(first.family + "." + first.test, wrong.rejected_by) << file;
    EXPECT_THAT(first.words, HasSubstr(wrong.hint)) << file;
  }
}

TEST(DataAnswer, WithoutItsPartsFailsEachTestByASentence) {
  const Graded empty = graded_as_pattern("{}");
  EXPECT_EQ(empty.verdict, Verdict::fail);
  EXPECT_EQ(empty.score.points, 0);
  EXPECT_THAT(empty.failures,
              Each(Field(&Graded::Failure::words, HasSubstr(" is missing; it must be "))));
  EXPECT_THAT(graded_as_pattern("[]").failures.front().words,
              HasSubstr("event_pattern.json: /pattern is missing; it must be an object."));
}

TEST(DataAnswer, ThatIsNoneIsNotBuilt) {
  for (const auto& [text, sentence] : std::map<std::string, std::string>{
           {"{\n", "event_pattern.json:2:1: this is not JSON: "},
           {"{\"a\": 1, \"a\": 2}", "event_pattern.json:1:10: an object has the name \"a\" twice."},
           {std::string(65, '['), "nested deeper than 64 levels."},
           {"{\"a\": 1e999}", "the number 1e999 is too large: at most 64 bits."},
           {"\xFF\xFE{", "is UTF-16 or UTF-32: save it as UTF-8."},
           {"\"\xE9\"", "event_pattern.json:1:2: this is not UTF-8: save it as UTF-8."},
           {std::string(300'000, ' '), "event_pattern.json is larger than 256 KiB."}}) {
    const Graded none = graded_as_pattern(text);
    EXPECT_EQ(none.verdict, Verdict::not_built) << text;
    EXPECT_THAT(none.sentence, HasSubstr(sentence));
    EXPECT_EQ(none.score.points, 0);
  }
}

TEST(DataAnswer, RunsTheServicesThatItsTestsGive) {
  const Graded wrong =
      graded_as_pattern(R"({"pattern": {"type": ["com.other"]}, "listeners": ["x"]})");
  const auto rings = std::ranges::find(wrong.failures, "duplicate", &Graded::Failure::family);
  ASSERT_NE(rings, wrong.failures.end());
  EXPECT_EQ(rings->rule, "The gate rings once for a tip for the bar.");
  EXPECT_THAT(rings->words, Not(HasSubstr("--replay="))) << "participants do not have this program";
}

TEST(SeveralFiles, CountWhereOneIsMissing) {
  Files files = right(toll);
  files.erase("lists/prices.json");
  const Graded answer = graded(toll, files);
  EXPECT_EQ(answer.verdict, Verdict::fail);
  EXPECT_EQ(answer.score.points, 40) << "the family reorder needs code only";
  EXPECT_THAT(answer.sentence,
              HasSubstr("the skeleton was judged in its place: lists/prices.json."));
}

TEST(SeveralFiles, OfWhichOneIsNoJsonLoseWhatNeedsIt) {
  Files files = right(toll);
  files["lists/prices.json"] = "{\"car\": 300,}";
  const Graded answer = graded(toll, files);
  EXPECT_EQ(answer.verdict, Verdict::fail);
  EXPECT_EQ(answer.score.points, 40);
  EXPECT_THAT(
      answer.failures.front().words,
      HasSubstr("lists/prices.json:1:13: this is not JSON: a comma must not stand before }."));
}

TEST(SeveralFiles, AreCompiledEachAndNamed) {
  Files files = right(toll);
  files["price.cpp"] = "this is no C++\n";
  const Graded answer = graded(toll, files);
  EXPECT_EQ(answer.verdict, Verdict::not_built);
  EXPECT_THAT(answer.details, HasSubstr("price.cpp:1:1: error: "));
  files["price.cpp"] = "int other() { return 1; }\n";
  EXPECT_THAT(graded(toll, files).sentence, HasSubstr("does not link"));
}

/// `grade` as a program, with the activities in kinds/.
class KindsRoom : public testing::Test {
 protected:
  void hand_in(const std::string& person, const Files& files) const {
    for (const auto& [name, text] : files) {
      const fs::path file = room.in() / person / name;
      fs::create_directories(file.parent_path());
      std::ofstream{file} << text;
    }
  }
  RoomFolder::Ran grade(std::vector<std::string> words) const {
    words.insert(words.end(), {"--kit", OOO_KINDS_KIT});
    return room.grade(words);
  }
  RoomFolder room;
};

TEST_F(KindsRoom, IsGradedFromFoldersAndFiles) {
  Files both = right(pattern);
  both.merge(right(toll));
  hand_in("anna", both);
  hand_in("ben", answers::files_of_skeleton(OOO_KINDS, pattern));
  hand_in("carla", {{"event_pattern.json", "{}"}});
  hand_in("dora", {{"event_pattern.json", "{\n"}, {"price.cpp", right(toll).at("price.cpp")}});
  for (const auto& [name, text] : right(toll))  // as Canvas names them
    std::ofstream{room.in() / ("emil_123_45" + std::to_string(name.size()) + "_" +
                               fs::path{name}.filename().string())}
        << text;
  const RoomFolder::Ran ran = grade({"room", room.in(), "--out", room.out(), "--names"});
  ASSERT_EQ(ran.exit_code, 0) << ran.said;
  const auto verdicts = [&](const std::string& name) {
    std::string all;
    const RoomFolder::Json submission = room.submission(name);
    for (const auto& answer : submission.at("answers"))
      all += answer.at("verdict").get<std::string>() + " " + answer.at("points").dump() + " ";
    return all;
  };
  EXPECT_EQ(verdicts("anna"), "PASS 100 PASS 100 ");
  EXPECT_EQ(verdicts("ben"), "FAIL 0 NOT_HANDED_IN 0 ");
  EXPECT_EQ(verdicts("carla"), "FAIL 0 NOT_HANDED_IN 0 ");
  EXPECT_EQ(verdicts("dora"), "NOT_BUILT 0 FAIL 0 ");
  EXPECT_EQ(verdicts("emil_123"), "NOT_HANDED_IN 0 PASS 100 ");
  EXPECT_THAT(
      room.submission("dora").at("answers").at(1).at("sentence"),
      HasSubstr("skeleton was judged in its place: toll.cpp, lists/prices.json, notice.txt."));
  const std::string first = room.report();
  ASSERT_EQ(grade({"room", room.in(), "--out", room.out()}).exit_code, 0);
  EXPECT_EQ(room.report(), first) << "the journal has the files of each answer";
}

TEST_F(KindsRoom, IsGradedOneByOne) {
  hand_in("anna", right(toll));
  EXPECT_THAT(grade({"one", room.in() / "anna"}).said, HasSubstr("91_toll  PASS"));
  hand_in("ben", {{"event_pattern.json", "{\n"}});
  EXPECT_THAT(grade({"one", room.in() / "ben" / "event_pattern.json"}).said,
              AllOf(HasSubstr("90_event_pattern  NOT_BUILT"),
                    HasSubstr("event_pattern.json:2:1: this is not JSON: ")));
  hand_in("carla", {{"main.txt", "Cars pay 300 cents.\n"}, {"x.json", "{}"}});
  EXPECT_THAT(grade({"one", room.in() / "carla" / "x.json", "--activity=90"}).said,
              HasSubstr("90_event_pattern  FAIL"));
  EXPECT_THAT(grade({"one", room.in() / "carla" / "main.txt", "--activity=91"}).said,
              HasSubstr("judged in its place: toll.cpp, price.cpp, lists/prices.json."))
      << "its ending says which file it is";
  EXPECT_THAT(grade({"ci", room.in() / "anna"}).said, HasSubstr("Total: 100 of 200"));
  EXPECT_EQ(grade({"verify"}).exit_code, 0);
}

Graded graded_as_suite(const std::string& asks, const std::string& judges) {
  const Kit kit = read_kit(OOO_GRADER_KIT);
  Kit::Activity activity;
  activity.tests.folder = "92_inspector";
  for (const auto& [family, name] :
       {std::pair{"order", "accepts_what_is_right"}, std::pair{"reorder", "rejects_squares"},
        std::pair{"duplicate", "rejects_what_forgets"}, std::pair{"failure", "rejects_a_constant"}})
    activity.tests.tests.push_back({family, name, false});
  activity.about.points = {.visible = 0, .hidden = 100, .stretch = {}};
  activity.judge = OOO_SUITE_JUDGE;
  activity.services = OOO_SUITE_SERVICES;
  activity.given = OOO_KINDS;
  std::ifstream stream{fs::path{OOO_KINDS} / "inspector_answer.cpp.in"};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  for (const auto& [mark, by] : {std::pair{"@asks@", asks}, std::pair{"@is_wrong@", judges}})
    text.replace(text.find(mark), std::string{mark}.size(), by);
  return graded({{"inspector.cpp", text}}, kit, activity);
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
