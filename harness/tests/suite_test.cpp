#include "check/suite.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <cstdlib>

#include "check/check.hpp"
#include "check/session.hpp"
#include "kitchen_program.hpp"
#include "this_program.hpp"

/// A suite in a process of its own. This program is one: see Act.
namespace {

using check::Candidate, check::SuiteRun;
using testing::AllOf, testing::HasSubstr, testing::IsEmpty, testing::Key, testing::Not;
using testing::UnorderedElementsAre;

/// A test of the suite. What it does depends on the name of the service that it is given.
class Act : public testing::Test {
 public:
  void TestBody() override {
    const std::string deed = check::service_under_test().name;
    if (deed == "kitchen") return look();
    if (deed == "exit") std::exit(0);
    if (deed == "crash") std::abort();
    if (deed == "loop")
      while (loops()) continue;
    if (deed == "noise") std::puts("[  PASSED  ] 40 tests.");
    if (deed == "fail") FAIL() << "red\xFF";
    if (deed == "skip") GTEST_SKIP();
  }

 private:
  static bool loops() {
    static std::atomic<bool> forever = true;
    return forever;
  }
  /// Searches the service, and expects that its third fact is heard.
  static void look() {
    check::Scenario scenario = kitchen_program::three_facts({}, {});
    scenario.services = {check::service_under_test()};
    int outcomes = 0;
    for (const check::Outcome& outcome : check::every_outcome_of(scenario)) {
      ++outcomes;
      ASSERT_EQ(outcome.count("kitchen.ready"), 1) << outcome.story();
    }
    ASSERT_EQ(outcomes, 1);
  }
};

constexpr const char* file = "a_suite.cpp";
const check::SuiteFile suite{file};
[[maybe_unused]] const auto* registered = testing::RegisterTest(
    "Suite", "act", nullptr, nullptr, file, 1, []() -> testing::Test* { return new Act; });

eda::Service called(const std::string& name) {
  eda::Service service = kitchen_program::three_facts({}).services.front();
  service.name = name;
  return service;
}

SuiteRun run_with(const std::string& name, const check::SuiteLimits& limits = {}) {
  return check::run_suite_of_this_program(called(name), 7, limits);
}

TEST(SuiteProcess, SearchesAServiceOfTheJudge) {
  const SuiteRun run = run_with("kitchen");
  EXPECT_EQ(run.trouble, "");
  EXPECT_THAT(run.tests, UnorderedElementsAre(Key("Suite.act")));
  EXPECT_FALSE(run.tests.at("Suite.act").failed) << run.tests.at("Suite.act").message;
}

TEST(SuiteProcess, TellsWhichTestsFail) {
  EXPECT_TRUE(run_with("fail").tests.at("Suite.act").failed);
  EXPECT_THAT(run_with("fail").tests.at("Suite.act").message, HasSubstr("red\\xFF"));
  EXPECT_FALSE(run_with("pass").tests.at("Suite.act").failed);
  EXPECT_FALSE(run_with("skip").tests.at("Suite.act").failed);
  EXPECT_FALSE(run_with("noise").tests.at("Suite.act").failed);
}

TEST(SuiteProcess, IsInTroubleIfItDoesNotEnd) {
  EXPECT_THAT(run_with("exit").trouble, HasSubstr("before its tests had run"));
  EXPECT_THAT(run_with("crash").trouble, HasSubstr("it "));
  EXPECT_THAT(run_with("crash").tests, IsEmpty());
  EXPECT_THAT(run_with("loop", {.cpu_s = 1}).trouble,
              HasSubstr("more than 1 seconds of processor time"));
}

TEST(SuiteProcess, IsNoPartOfAnOrdinaryRun) {
  EXPECT_THAT(run_this_program("--gtest_list_tests").text, Not(HasSubstr("  act\n")));
  EXPECT_THAT(run_this_program("--gtest_list_tests --gtest_filter=Suite.*").text,
              HasSubstr("  act\n"));
}

/// Sends what a test wants a process to send.
class Sends final : public check::Link {
 public:
  explicit Sends(check::Json value) : value_(std::move(value)) {}
  void send(const check::Json&) override {}
  check::Json receive() override { return value_; }

 private:
  check::Json value_;
};

TEST(SuiteJudge, RefusesReportsOfAnotherForm) {
  for (const char* text :
       {R"(7)", R"({"do": "done"})", R"({"do": "done", "tests": [{"name": "a"}]})",
        R"({"do": "done", "tests": [{"name": 1, "failed": true, "message": "", "calm_world": 1}]})",
        R"({"do": "tell", "run": 1, "reply": null, "now": 0})"}) {
    Sends link{check::Json::parse(text)};
    EXPECT_THROW((void)check::judge_suite(link, called("kitchen"), 1), std::exception) << text;
  }
}

}  // namespace
