#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/outcome.hpp"
#include "check/suite.hpp"
#include "sim/learn/executor.hpp"
#include "sim/tell/token.hpp"
#include "sim/tell/trace.hpp"

namespace check {

/// Finding of a failed test, as fields.
struct Finding {
  std::string rule, hint;  ///< empty: the test names none
  sim::Json schedule;      ///< see sim::shape_of
  bool remembers = false;  ///< a handler remembers something outside the store
};

/// State of a test program: its activity, the running test, the schedule to replay.
class Session {
 public:
  Session();
  /// Full name of the running test: "03.duplicate.overlapping_redelivery".
  std::string test_name() const;
  /// Returns the number of the next scenario of the running test, from 0.
  int next_scenario();
  /// Shell command to which a replay token is appended.
  std::string replay_command() const;
  /// The same with the tool of participants, `workshop replay`, if it is there.
  std::string tool_replay_command() const;
  const std::optional<sim::Token>& replay_token() const { return replay_token_; }
  /// True if the schedule of the token has been run.
  bool has_replayed() const { return has_replayed_; }
  void note_replay() { has_replayed_ = true; }
  /// True if the program has the tests of an activity, by its name.
  bool is_of_an_activity() const { return !activity_.empty(); }
  /// Path of the program.
  const std::string& program() const { return program_; }
  /// True if --suite was given: this process runs a suite for a judge.
  bool is_suite() const { return is_suite_; }
  /// True if --trial was given: see try_suite_of_this_program.
  bool is_trial() const { return is_trial_; }
  /// With --coverage, prints how much was covered. Counting schedules takes longer than searching
  /// them.
  void report(const std::function<std::string()>& coverage) const;

  /// True if --times was given: see phases.hpp.
  bool shows_times() const { return shows_times_; }

  /// Sets the test, the scenario and the replay command of `trace`.
  void name(sim::Trace& trace, int scenario) const;
  /// Returns the story of `trace`, with the path of the page that is drawn if the test fails with
  /// that story.
  std::string story_of(const sim::Trace& trace);
  /// Handles a failure with `message`; GoogleTest cannot be asked for the test. If the message has
  /// a story, draws it in a page, and writes it with --traces=FOLDER. A replay draws nothing.
  void test_has_failed(std::string_view message);
  /// Prints the story of `trace` and draws it, though its test does not fail.
  void show(const sim::Trace& trace);

  /// Returns the findings since the last call.
  std::vector<Finding> take_findings() { return std::exchange(findings_, {}); }

  /// With --draw, draws the first schedule of a test in a page, and writes it with --traces=FOLDER:
  /// the calm one, or the one that the test plays. It shows what the test is about.
  void draw(const Outcome& calm);
  /// True if --draw was given and no test has had a schedule.
  bool has_nothing_to_draw() const { return draws_ && !has_drawn_; }
  /// True if --page was given: the program draws a page of its own, and runs no test.
  bool draws_own_page() const { return draws_own_page_; }
  /// Path of that page: build/participant/pages/17_observability/17.html
  std::filesystem::path own_page() const { return page(activity_); }
  /// True if --outcomes was given.
  bool shows_outcomes() const { return wanted_outcome_ >= 0; }
  /// Number of the outcome to draw, from 1; 0: none, they are to be listed.
  int wanted_outcome() const { return wanted_outcome_; }
  /// Numbers `count` more outcomes, over all tests that run. Returns the number of the first.
  int number_outcomes(int count) { return std::exchange(outcomes_, outcomes_ + count) + 1; }
  /// Number of outcomes so far.
  int outcomes() const { return outcomes_; }
  /// True if --ends=FILE was given: see ends.hpp.
  bool writes_ends() const { return !ends_.empty(); }
  const std::filesystem::path& ends_file() const { return ends_; }
  /// File of --coverage=FILE: see coverage.hpp. Empty: it was not given.
  const std::filesystem::path& coverage_file() const { return coverage_; }
  /// Number of --walks=N: a test that looks at every outcome looks at those of N random schedules
  /// instead. 0: it was not given.
  int walks() const { return walks_; }
  /// Seed of --walks=N,SEED.
  int walks_seed() const { return walks_seed_; }
  /// True if --adversary was given: see adversary.hpp.
  bool plays_adversary() const { return wanted_stage_ >= 0; }
  /// Number of the scenario to play, from 1; 0: any.
  int wanted_stage() const { return wanted_stage_; }
  /// Path of that page: build/participant/pages/03_correlator/03.duplicate.twice.play.html
  std::filesystem::path play_page(const std::string& test) const { return page(test + ".play"); }
  /// Must be called before a test runs a second time: its scenarios are numbered from 0 again.
  void begin_again() { latest_test_.clear(); }
  /// True if --step was given.
  bool steps() const { return steps_; }
  /// With --step, waits until Enter is pressed or standard input ends.
  void wait_for_enter() const;
  /// Columns of the printed text.
  std::size_t columns() const { return columns_; }

  /// Returns the executor for the handlers of a scenario; empty: this process.
  std::function<std::shared_ptr<sim::Executor>(const sim::Scenario&)> executor_of{};
  /// Runs the answer, a suite of tests, once against a service.
  std::function<SuiteRun(const eda::Service&, int seed)> suite_runner =
      [](const eda::Service& service, int seed) {
        return run_suite_of_this_program(service, seed);
      };

  /// Removes the kit's arguments from the command line and leaves the rest. Throws
  /// std::invalid_argument.
  void read_arguments(int& count, char** arguments);

 private:
  /// Path of a page: build/participant/pages/03_correlator/03.duplicate.twice.html. The folder
  /// pages/ is beside bin/; a program outside of bin/ has it beside itself. Empty: a suite in its
  /// own process draws none.
  std::filesystem::path page(const std::string& name) const;

  /// With --traces=FOLDER, writes a schedule as JSON to FOLDER/<test>.json.
  void write_trace(const sim::Json& trace) const;

  /// Draws the latest story that was returned.
  void draw_latest() const;

  /// The latest story that was returned; it is drawn when its test fails.
  struct Told {
    std::string text;
    sim::Trace trace;
    std::filesystem::path page;  ///< empty: none
  };
  std::optional<Told> reply_;
  std::vector<Finding> findings_;
  std::size_t columns_;
  std::string program_ = "the test program";
  std::string activity_;  ///< "03", from the program's name; empty: none
  std::optional<sim::Token> replay_token_;
  bool reports_coverage_ = false, shows_times_ = false, draws_ = false, draws_own_page_ = false,
       steps_ = false, has_replayed_ = false, has_drawn_ = false, is_suite_ = false,
       is_trial_ = false;
  std::filesystem::path traces_, ends_, coverage_;
  std::string latest_test_;
  int scenarios_ = 0;
  int wanted_outcome_ = -1, outcomes_ = 0, wanted_stage_ = -1, walks_ = 0, walks_seed_ = 1;
};

Session& session();

/// Ends the running test without a further message.
[[noreturn]] void end_test();

}  // namespace check
