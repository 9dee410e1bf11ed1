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

/// What a test program knows of itself: which activity, which test, what is to be replayed.
class Session {
 public:
  Session();
  /// "03.duplicate.overlapping_redelivery", of the test that is running.
  std::string test_name() const;
  /// Numbers the scenarios of the test that is running, from 0.
  int next_scenario();
  /// What to type before a replay token, in a shell.
  std::string replay_command() const;
  const std::optional<sim::Token>& replay_token() const { return replay_token_; }
  /// Whether the schedule of the token has been run.
  bool has_replayed() const { return has_replayed_; }
  void note_replay() { has_replayed_ = true; }
  /// Whether the program holds the tests of an activity, by its name.
  bool is_of_an_activity() const { return !activity_.empty(); }
  /// Prints how much was covered, when that was asked for with --coverage: counting schedules takes
  /// longer than searching them.
  void report(const std::function<std::string()>& coverage) const;

  /// Puts into `trace` which test it is of, which of its scenarios, and how to replay it.
  void name(sim::Trace& trace, int scenario) const;
  /// The story of `trace`, and where its page is if the test fails with that story.
  std::string story_of(const sim::Trace& trace);
  /// A test has failed with `message`, and GoogleTest must not be asked which. If a story is in it,
  /// draws it in a page, and writes its JSON to FOLDER/<test>.json where --traces=FOLDER asked for
  /// that. A replay draws nothing.
  void test_has_failed(std::string_view message);

  /// Findings of the failures so far; the next call starts with none.
  std::vector<Finding> take_findings() { return std::exchange(findings_, {}); }

  /// Draws the first schedule of a test in a page, where --draw asked for that: the calm one, for
  /// whoever wants to show what a test is about.
  void draw(const Outcome& calm) const;
  /// --step was given.
  bool steps() const { return steps_; }
  /// Where --step asked for that: waits until somebody presses Enter, or standard input ends.
  void wait_for_enter() const;
  /// Of the text that is printed.
  std::size_t columns() const { return columns_; }

  /// Runs the handlers of a scenario; empty: this process does.
  std::function<std::shared_ptr<sim::Executor>(const sim::Scenario&)> executor_of{};

  /// Takes what is ours from the command line and leaves the rest. Throws std::invalid_argument.
  void read_arguments(int& count, char** arguments);

 private:
  /// build/participant/pages/03_correlator/03.duplicate.twice.html; empty: we do not know where.
  std::filesystem::path page() const;

  /// The latest story that has been told; it is drawn once its test has failed.
  struct Told {
    std::string text;
    sim::Trace trace;
    std::filesystem::path page;  ///< empty: none
  };
  std::optional<Told> reply_;
  std::vector<Finding> findings_;
  std::size_t columns_;
  std::string program_ = "the test program";
  std::string activity_;  ///< "03", from the program's name; empty: no activity's
  std::optional<sim::Token> replay_token_;
  bool reports_coverage_ = false, draws_ = false, steps_ = false, has_replayed_ = false;
  std::filesystem::path traces_;
  std::string latest_test_;
  int scenarios_ = 0;
};

Session& session();

/// Ends the test that is running, without a further word.
[[noreturn]] void end_test();

}  // namespace check
