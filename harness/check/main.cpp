#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <exception>

#include "check/guard.hpp"
#include "check/session.hpp"

/// The main program of every test program of the kit. Exit codes: 0 all tests pass, 1 some fail,
/// 2 the command line makes no sense.
int main(int count, char** arguments) {
  try {
    testing::InitGoogleMock(&count, arguments);
    check::session().read_arguments(count, arguments);
    if (count > 1) {
      std::fprintf(stderr,
                   "%s: unknown argument \"%s\"; there are --replay=TOKEN, --step, --draw, "
                   "--coverage, --traces=FOLDER and --gtest_help\n",
                   arguments[0], arguments[1]);
      return 2;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", arguments[0], error.what());
    return 2;
  }
  check::guard_against_answers();
  const int result = RUN_ALL_TESTS();
  check::all_tests_have_run();
  if (testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
    std::fprintf(stderr, "%s: no test has that name\n", arguments[0]);
    return 2;
  }
  return result;
}
