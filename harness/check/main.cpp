#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <exception>
#include <string_view>

#include "check/adversary.hpp"
#include "check/coverage.hpp"
#include "check/ends.hpp"
#include "check/guard.hpp"
#include "check/own_page.hpp"
#include "check/phases.hpp"
#include "check/session.hpp"
#include "check/suite.hpp"
#include "check/trial.hpp"
#include "check/verdict.hpp"

namespace {

/// Seconds of processor time that one test of an activity may take.
constexpr double activity_test_s = 120;

#ifdef __GNUC__
/// Runs before the static initialisers of an answer.
__attribute__((constructor(101))) void begin() { check::expect_a_verdict(); }
#endif

constexpr const char* flags =
    "--replay=TOKEN, --step, --draw, --page, --outcomes, --outcomes=N, --coverage, "
    "--coverage=FILE, --times, --traces=FOLDER, --ends=FILE, --adversary, --adversary=N, "
    "--walks=N, --walks=N,SEED and --gtest_help; "
    "for a suite of tests, --trial and --service=NAME";

int run(int count, char** arguments) {
  const std::string_view first = count > 1 ? arguments[1] : "";
  if (first == "--help" || first == "-h") {  // GoogleTest's own help would hide these
    std::printf("%s: there are %s\n", arguments[0], flags);
    return 0;
  }
  try {
    check::ignore_environment();
    testing::InitGoogleMock(&count, arguments);
    check::session().read_arguments(count, arguments);
    if (count > 1) {
      std::fprintf(stderr, "%s: unknown argument \"%s\"; there are %s\n", arguments[0],
                   arguments[1], flags);
      return 2;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", arguments[0], error.what());
    return 2;
  }
  if (check::session().is_suite()) return check::suite_process();
  if (check::session().is_trial()) return check::try_suite_of_this_program();
  check::guard_against_answers(
      {.test_s = check::session().is_of_an_activity() ? activity_test_s : 0});
  if (check::session().draws_own_page()) return check::draw_own_page(check::session().own_page());
  // their rules do not matter then
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  if (check::session().writes_ends() || check::session().plays_adversary())
    delete listeners.Release(listeners.default_result_printer());
  if (check::session().plays_adversary()) return check::play_adversary();
  const int exit_code = check::run_all_tests(arguments[0]);
  if (check::session().shows_times()) std::printf("times: %s\n", check::times().c_str());
  if (check::session().writes_ends()) check::write_ends(check::session().ends_file());
  if (!check::session().coverage_file().empty())
    check::write_coverage(check::session().coverage_file());
  return exit_code;
}

}  // namespace

/// The main program of every test program of the kit. Exit codes: 0 all tests pass, or --help was
/// asked for; 1 some fail; 2 the command line is wrong, or a requested test did not run.
int main(int count, char** arguments) {
  const int exit_code = run(count, arguments);
  check::all_tests_have_run(exit_code);
  return exit_code;
}
