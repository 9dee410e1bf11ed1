#include "check/verdict.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "check/candidates.hpp"
#include "check/guard.hpp"
#include "check/phases.hpp"
#include "check/session.hpp"

namespace check {

namespace {

void unset(const char* variable) {
#ifdef _WIN32
  _putenv_s(variable, "");
#else
  unsetenv(variable);
#endif
}

/// Leaves the tests of a suite out of a run of all tests, unless the program has no others: they
/// judge a service, not an answer.
void leave_out_suites(const testing::UnitTest& all) {
  if (GTEST_FLAG_GET(filter) != "*") return;
  std::string of_suites;
  bool has_others = false;
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const testing::TestSuite& suite = *all.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const testing::TestInfo& test = *suite.GetTestInfo(j);
      if (is_of_a_suite(test.file()))
        of_suites += fmt::format(":{}.{}", suite.name(), test.name());
      else
        has_others = true;
    }
  }
  if (!of_suites.empty() && has_others) GTEST_FLAG_SET(filter, "*-" + of_suites.substr(1));
}

/// Counts the tests that ended: GoogleTest counts a test that never ran as passed.
class Ended : public testing::EmptyTestEventListener {
 public:
  int tests() const { return tests_; }

 private:
  void OnTestStart(const testing::TestInfo&) override { a_test_begins(); }
  void OnTestEnd(const testing::TestInfo&) override { ++tests_; }

  int tests_ = 0;
};

}  // namespace

void ignore_environment() {
  GTEST_FLAG_SET(also_run_disabled_tests, false);
  GTEST_FLAG_SET(break_on_failure, false);
  GTEST_FLAG_SET(catch_exceptions, true);
  GTEST_FLAG_SET(fail_fast, false);
  GTEST_FLAG_SET(filter, "*");
  GTEST_FLAG_SET(flagfile, "");
  GTEST_FLAG_SET(random_seed, 0);
  GTEST_FLAG_SET(repeat, 1);
  GTEST_FLAG_SET(shuffle, false);
  GTEST_FLAG_SET(throw_on_failure, false);
  for (const char* variable :
       {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_SHARD_STATUS_FILE"})
    unset(variable);
}

int run_all_tests(const char* program) {
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  leave_out_suites(all);
  auto* ended = new Ended;
  testing::UnitTest::GetInstance()->listeners().Append(ended);  // GoogleTest owns it
  const int result = [] {
    const InPhase testing{Phase::test};
    return RUN_ALL_TESTS();
  }();
  if (session().writes_ends()) return result;
  if (session().wanted_outcome() > session().outcomes()) {
    std::fprintf(stderr, "%s: there is no outcome %d; the test has %d\n", program,
                 session().wanted_outcome(), session().outcomes());
    return 2;
  }
  if (GTEST_FLAG_GET(list_tests) || result != 0) return result;

  std::string why;
  if (all.test_to_run_count() == 0)
    why = fmt::format("no test that may run has the name \"{}\"", GTEST_FLAG_GET(filter));
  else if (ended->tests() < all.test_to_run_count())
    why = fmt::format("{} tests were asked for and {} ran (--gtest_repeat={})",
                      all.test_to_run_count(), ended->tests(), GTEST_FLAG_GET(repeat));
  else if (session().is_of_an_activity() && all.skipped_test_count() > 0)
    why = fmt::format("{} tests were skipped, and a test of an activity must run",
                      all.skipped_test_count());
  else if (session().replay_token() && !session().has_replayed())
    why = fmt::format("the test {} has no scenario {}, so nothing was run again",
                      session().replay_token()->test, session().replay_token()->scenario);
  else if (session().has_nothing_to_draw())
    why = "nothing to draw: the test has no schedule, it only reads the files of the answer";
  else if (session().shows_outcomes() && session().outcomes() == 0)
    why = "no outcomes to show: the test searches no scenario";
  if (why.empty()) return 0;
  std::fprintf(stderr, "%s: %s\n", program, why.c_str());
  return 2;
}

}  // namespace check
