#include <gmock/gmock.h>

#include "checkout.hpp"
#include "workshop/compare.hpp"
#include "workshop/workshop.hpp"

namespace {

using nlohmann::json;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::Not;

std::string complaint_of(const auto& work) {
  try {
    work();
  } catch (const workshop::BadUsage& error) {
    return error.what();
  }
  return "";
}

class WorkshopCompare : public testing::Test {
 protected:
  WorkshopCompare() {
    kit.write("solutions/03_correlator/correlator.cpp", "ours\n");
    kit.write("solutions/03_correlator/also_right/sweeper.cpp", "sweeps\n");
    kit.write("facilitator/03_correlator/wrong/loses_updates.diff", "- a\n+ b\n");
    kit.write("elsewhere/answer.cpp", "from elsewhere\n");
  }

  std::string path_of(const std::string& word) const {
    const auto answers = workshop::compared_answers(kit.manifest, word, "03/mine");
    EXPECT_EQ(answers.first.folder, "03_correlator");
    return relative(answers.first.path, kit.manifest.root).generic_string();
  }

  Checkout kit;
};

TEST_F(WorkshopCompare, KnowsAnAnswerByItsNameOrItsPath) {
  EXPECT_EQ(path_of("mine"), "exercises/03_correlator");
  EXPECT_EQ(path_of("03/solution"), "solutions/03_correlator");
  EXPECT_EQ(path_of("03_correlator/solution"), "solutions/03_correlator");
  EXPECT_EQ(path_of("sweeper"), "solutions/03_correlator/also_right/sweeper.cpp");
  EXPECT_EQ(path_of("03/loses_updates"), "facilitator/03_correlator/wrong/loses_updates.diff");
  EXPECT_EQ(path_of("exercises/03_correlator"), "exercises/03_correlator");
  EXPECT_EQ(path_of("elsewhere/answer.cpp"), "elsewhere/answer.cpp");
  EXPECT_EQ(path_of((kit / "elsewhere").string()), "elsewhere");
}

TEST_F(WorkshopCompare, SaysWhichAnswerThereIsNot) {
  for (const char* word : {"nothing", "04/mine", "", "03/../mine"})
    EXPECT_THAT(
        complaint_of([&] { (void)workshop::compared_answers(kit.manifest, word, "03/mine"); }),
        HasSubstr("there is no answer \"" + std::string{word} + "\""));
}

TEST_F(WorkshopCompare, AsksWhichActivityIsMeant) {
  results::Manifest two = kit.manifest;
  two.activities.push_back({"04_compensation", {}});
  kit.write("solutions/04_compensation/compensation.cpp", "");
  EXPECT_THAT(complaint_of([&] { (void)workshop::compared_answers(two, "mine", "solution"); }),
              HasSubstr("can be answers to 03, 04: write the number before one"));
  EXPECT_EQ(workshop::compared_answers(two, "mine", "04/solution").first.folder, "04_compensation");
  EXPECT_THAT(complaint_of([&] { (void)workshop::compared_answers(two, "03/mine", "04/mine"); }),
              HasSubstr("answer different activities"));
}

TEST_F(WorkshopCompare, TakesTheFilesOfAnAnswer) {
  const workshop::Compared side = workshop::compared(kit.manifest, "03_correlator", "a");
  const auto take = [&](const std::string& word) {
    return workshop::take_answer(kit.manifest,
                                 workshop::compared_answers(kit.manifest, word, "03/mine").first,
                                 side.sources);
  };
  EXPECT_THAT(take("solution"), IsEmpty());
  const std::string taken = "build/participant/compare/03_correlator/a/correlator.cpp";
  EXPECT_EQ(kit.read(taken), "ours\n");
  const auto time = last_write_time(kit / taken);
  EXPECT_THAT(take("solution"), IsEmpty());
  EXPECT_EQ(last_write_time(kit / taken), time);
  EXPECT_THAT(take("elsewhere/answer.cpp"), IsEmpty());
  EXPECT_EQ(kit.read(taken), "from elsewhere\n");
  EXPECT_THAT(take("loses_updates"),
              ElementsAre(HasSubstr("--target ooo_answer_files"),
                          AllOf(HasSubstr(" files \""), HasSubstr("loses_updates.diff\""),
                                HasSubstr(" --activity 03_correlator --out "))));
  EXPECT_THAT(complaint_of([&] { (void)take("elsewhere"); }),
              HasSubstr("correlator.cpp is missing"));
}

json end(const std::string& outcome, int number = 0, int faults = 0, int steps = 1) {
  return {{"outcome", outcome},
          {"number", number},
          {"faults", faults},
          {"steps", steps},
          {"lines", {"always", outcome}}};
}
json scenario(const std::string& test, int number, const std::vector<json>& ends,
              bool exhausted = true) {
  return {{"test", test}, {"scenario", number}, {"exhausted", exhausted}, {"ends", ends}};
}
json all(const std::vector<json>& scenarios) { return {{"scenarios", scenarios}, {"samples", 0}}; }

TEST(Difference, IsInTheTestsWhoseOutcomesDiffer) {
  const json a = all({scenario("03.a", 0, {end("x"), end("y")}), scenario("03.b", 0, {end("x")})});
  const json b = all({scenario("03.a", 0, {end("y"), end("x")}), scenario("03.b", 0, {end("z")})});
  EXPECT_THAT(workshop::differing_tests(a, a), IsEmpty());
  EXPECT_THAT(workshop::differing_tests(a, b), ElementsAre("03.b"));
}

TEST(Difference, IsNotSoughtWhereASearchHasStopped) {
  const json a = all({scenario("03.a", 0, {end("x")}, false), scenario("03.b", 0, {end("x")})});
  const json b = all({scenario("03.a", 0, {end("y")}), scenario("03.b", 0, {end("x")})});
  EXPECT_THAT(workshop::differing_tests(a, b), IsEmpty());
  EXPECT_EQ(workshop::no_difference_text(a, b),
            "There is no difference in these scopes: in 1 scenario of 1 test both have the same "
            "outcomes,\nwhatever the schedule.\n"
            "Not compared: 1 scenario, in which a search reached its limit.\n");
}

TEST(Difference, IsTheCalmestOfAllTestsAndBothSides) {
  const json a = all({scenario("03.a", 0, {end("x", 1, 0, 9), end("only a", 2, 1, 3)}),
                      scenario("03.b", 1, {end("x", 3, 0, 5)})});
  const json b = all({scenario("03.a", 0, {end("x", 1, 0, 9)}),
                      scenario("03.b", 1, {end("x", 2, 0, 5), end("only b", 3, 0, 8)})});
  const workshop::Difference difference = workshop::calmest_difference(a, b);
  EXPECT_EQ(difference.side, "b") << "8 steps without a fault are calmer than 3 with one";
  EXPECT_EQ(difference.test, "03.b");
  EXPECT_EQ(difference.scenario, 1);
  EXPECT_EQ(difference.number, 3);
  EXPECT_EQ(
      workshop::difference_text(difference, a, b),
      "They behave differently. The calmest schedule that shows it has 8 steps and 0 faults,\n"
      "in scenario 2 of 03.b. Only b ends with\n    only b\na ends with\n    x\n");
}

TEST(Difference, NamesAFewOfManyOtherOutcomes) {
  const json a = all({scenario("03.a", 0, {end("new", 1)})});
  const json b =
      all({scenario("03.a", 0, {end("p", 1), end("q", 2), end("r", 3), end("s", 4), end("t", 5)})});
  EXPECT_THAT(workshop::difference_text(workshop::calmest_difference(a, b), a, b),
              AllOf(HasSubstr("b ends with\n    p\nor with\n    q\nor with\n    r\n"
                              "or in one of 2 more ways\n"),
                    Not(HasSubstr("always"))));
}

TEST(Difference, CannotBeFoundForAnAnswerThatRemembers) {
  json a = all({scenario("03.a", 0, {end("x")})});
  const json b = a;
  a["scenarios"][0]["remembers"] = "it was told 1, then 2";
  EXPECT_THAT(complaint_of([&] { (void)workshop::differing_tests(a, b); }),
              HasSubstr("answer a remembers something outside the store"));
}

TEST(Difference, IsNoneWhereNothingIsSearched) {
  EXPECT_THAT(workshop::no_difference_text(all({}), all({})), HasSubstr("search no scenario"));
}

}  // namespace
