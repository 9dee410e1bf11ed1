#include "check/verdict.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

#include "scratch.hpp"
#include "this_program.hpp"

#ifndef _WIN32
#include <unistd.h>
#endif

/// A program ends with exit code 0 only if the requested tests have run and passed.
namespace {

using testing::AllOf, testing::ContainsRegex, testing::HasSubstr, testing::Not;

/// Actions of the test Red.test, by the value of the variable OUT_OF_ORDER_RED.
const std::map<std::string, std::function<void()>> deeds{
    {"fail", [] { FAIL() << "red"; }},
    {"throw", [] { throw std::runtime_error{"red"}; }},
    {"skip", [] { GTEST_SKIP() << "not today"; }},
    {"exit", [] { std::exit(0); }},
    {"_Exit", [] { std::_Exit(0); }},
#ifdef __linux__
    {"_exit", [] { ::_exit(0); }},
    {"quick_exit", [] { std::quick_exit(0); }},
#endif
    {"exit in an exit handler",
     [] {
       std::atexit([] { std::_Exit(0); });
       std::exit(1);
     }},
    {"fail, exit in an exit handler",
     [] {
       std::atexit([] { std::_Exit(0); });
       FAIL() << "red";
     }},
    {"fail, another exit code in an exit handler",
     [] {
       std::atexit([] { std::exit(0); });
       FAIL() << "red";
     }},
    {"exit where abort is handled",
     [] {
       std::signal(SIGABRT, [](int) { std::_Exit(0); });
       std::abort();
     }},
    {"exit where the program terminates", [] {
       std::set_terminate([] { std::exit(0); });
       std::terminate();
     }}};

std::string deed() {
  const char* value = std::getenv("OUT_OF_ORDER_RED");
  return value == nullptr ? "" : value;
}

/// Stands for a static initialiser of an answer. Those of other files may run before or after.
[[maybe_unused]] const bool ends_early = [] {
  if (deed() == "static exit") std::exit(0);
  if (deed() == "static _Exit") std::_Exit(0);
  return false;
}();

class Red : public testing::Test {
 public:
  void TestBody() override {
    if (const auto found = deeds.find(deed()); found != deeds.end()) found->second();
  }
};

// registered by hand, so that ctest does not find these two
[[maybe_unused]] const bool are_registered = [] {
  for (const char* name : {"test", "DISABLED_test"})
    testing::RegisterTest("Red", name, nullptr, nullptr, __FILE__, __LINE__,
                          []() -> Red* { return new Red; });
  return true;
}();

constexpr auto only_red = "--gtest_filter=Red.test";

/// Runs this program with OUT_OF_ORDER_RED=`what`, in an environment with `variables`.
Ran red(const std::string& what, const std::string& arguments = only_red,
        const std::string& variables = "", const std::string& program = this_program()) {
  return run_this_program(arguments,
                          "env OUT_OF_ORDER_RED=\"" + what + "\" " + variables + " " + program);
}

TEST(Verdict, IsRedWhateverEndsTheProgram) {
  for (const auto& [what, action] : deeds) {
    if (what == "skip") continue;
    const auto [exit_code, text] = red(what);
    EXPECT_NE(exit_code, 0) << what << ":\n" << text;
  }
  for (const char* what : {"exit", "_Exit", "exit where the program terminates"})
    EXPECT_THAT(red(what).text, HasSubstr("The test program ended before its tests had run."))
        << what;
}

#ifdef __GNUC__
TEST(Verdict, IsRedWhereAStaticInitialiserEndsTheProgram) {
  for (const char* what : {"static exit", "static _Exit"}) {
    const auto [exit_code, text] = red(what);
    EXPECT_EQ(exit_code, 1) << what;
    EXPECT_THAT(text, AllOf(HasSubstr("The test program ended before its tests had run."),
                            HasSubstr("must not end the process"), Not(HasSubstr("[ RUN "))));
  }
}
#endif

TEST(Verdict, DoesNotDependOnTheEnvironment) {
  const Scratch folder;
  std::ofstream{folder / "flags"} << "--gtest_repeat=0\n";
  for (const std::string& variables :
       {std::string{"GTEST_REPEAT=0"}, std::string{"GTEST_REPEAT=-1"},
        std::string{"GTEST_FILTER=-*"}, std::string{"TESTBRIDGE_TEST_ONLY=no.such"},
        std::string{"GTEST_TOTAL_SHARDS=1000 GTEST_SHARD_INDEX=999"},
        std::string{"GTEST_ALSO_RUN_DISABLED_TESTS=1"}, std::string{"GTEST_BREAK_ON_FAILURE=1"},
        std::string{"GTEST_CATCH_EXCEPTIONS=0"}, std::string{"GTEST_THROW_ON_FAILURE=1"},
        std::string{"GTEST_FAIL_FAST=1"}, std::string{"GTEST_SHUFFLE=1"},
        std::string{"GTEST_RANDOM_SEED=7"}, std::string{"GTEST_BRIEF=1"},
        "GTEST_FLAGFILE=" + (folder / "flags").string(),
        "XML_OUTPUT_FILE=" + (folder / "report.xml").string(),
        "GTEST_SHARD_STATUS_FILE=" + (folder / "shard").string(),
        "TEST_PREMATURE_EXIT_FILE=" + (folder / "early").string()}) {
    for (const char* what : {"fail", "throw"}) {
      const auto [exit_code, text] = red(what, only_red, variables);
      EXPECT_EQ(exit_code, 1) << variables << ":\n" << text;
      EXPECT_THAT(text, HasSubstr("[  FAILED  ] Red.test")) << variables;
    }
    const auto [exit_code, text] = red("", only_red, variables);
    EXPECT_EQ(exit_code, 0) << variables << ":\n" << text;
    EXPECT_THAT(text, HasSubstr("[  PASSED  ] 1 test.")) << variables;
  }
  EXPECT_THAT(red("", "--gtest_list_tests", "GTEST_FILTER=no.such").text,
              HasSubstr("Red.\n  test\n"));
}

TEST(Verdict, IsNotGreenWhereNothingRan) {
  const Scratch folder;
  std::ofstream{folder / "flags"} << "--gtest_repeat=0\n";
  for (const std::string& flags :
       {std::string{"--gtest_filter="}, std::string{"--gtest_filter=no.such"},
        std::string{"--gtest_filter=-*"}, std::string{"--gtest_filter=Red.DISABLED_test"}}) {
    const auto [exit_code, text] = red("", flags);
    EXPECT_EQ(exit_code, 2) << flags;
    EXPECT_THAT(text, HasSubstr("no test that may run has the name")) << flags;
  }
  for (const std::string& flags :
       {std::string{"--gtest_repeat=0"}, "--gtest_flagfile=" + (folder / "flags").string()}) {
    const auto [exit_code, text] = red("", only_red + (" " + flags));
    EXPECT_EQ(exit_code, 2) << flags;
    EXPECT_THAT(text, HasSubstr("1 tests were asked for and 0 ran (--gtest_repeat=0)")) << flags;
  }
}

TEST(Verdict, IsNotGreenWhereATestOfAnActivityIsSkipped) {
  const Scratch folder;
  const std::filesystem::path program = folder / "00_skips";
  std::filesystem::create_symlink(std::filesystem::absolute(this_program()), program);
  const auto [exit_code, text] = red("skip", only_red, "", program.string());
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("1 tests were skipped, and a test of an activity must run"));
  EXPECT_EQ(red("skip").exit_code, 0) << "a test of the kit may say that it lacks something";
}

TEST(Verdict, IsNotGreenWhereAReplayRunsNothing) {
  const auto [exit_code, text] = run_this_program("--replay=Red.test/7-0-a3-");
  EXPECT_EQ(exit_code, 2);
  EXPECT_THAT(text, HasSubstr("the test Red.test has no scenario 7, so nothing was run again"));
}

TEST(Verdict, IsGreenForAList) {
  const auto [exit_code, text] = run_this_program("--gtest_list_tests");
  EXPECT_EQ(exit_code, 0);
  EXPECT_THAT(text, AllOf(HasSubstr("Red.\n"), Not(HasSubstr("[ RUN "))));
}

}  // namespace
