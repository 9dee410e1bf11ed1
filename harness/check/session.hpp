#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/host.hpp"
#include "sim/outcome.hpp"
#include "sim/token.hpp"

namespace check {

/// What a test program knows of itself: which activity, which test, what is to be replayed.
class Session {
 public:
  /// "03.duplicate.overlapping_redelivery", of the test that is running.
  std::string test_name() const;
  /// Numbers the scenarios of the test that is running, from 0.
  int next_scenario();
  /// What to type before a replay token.
  std::string replay_command() const { return program_ + " --replay="; }
  const std::optional<sim::Token>& replay_token() const { return replay_token_; }
  /// Prints how much was covered, when that was asked for with --coverage: counting schedules takes
  /// longer than searching them.
  void report(const std::function<std::string()>& coverage) const;

  /// Draws a story in a page, and writes its JSON to FOLDER/<test>.json when --traces=FOLDER was
  /// asked for. `passing`: a schedule of the test to compare it with, or null.
  /// Returns words that say where the page is; none in a replay, which draws nothing.
  std::string keep_trace(const eda::Json& trace, const eda::Json& passing) const;

  /// Draws the first schedule of a test in a page, where --draw asked for that: the calm one, for
  /// whoever wants to show what a test is about.
  void draw(const sim::Outcome& calm) const;
  /// Where --step asked for that: waits until somebody presses Enter, or standard input ends.
  void wait_for_enter() const;

  /// Who runs the handlers of a scenario; empty: this process does.
  std::function<std::shared_ptr<sim::Host>(const sim::Scenario&)> host_of{};

  /// Takes what is ours from the command line and leaves the rest. Throws std::invalid_argument.
  void read_arguments(int& count, char** arguments);

 private:
  /// build/participant/pages/03_correlator/03.duplicate.twice.html; empty: we do not know where.
  std::filesystem::path page() const;

  std::string program_ = "the test program";
  std::string activity_;  ///< "03", from the program's name; empty: no activity's
  std::optional<sim::Token> replay_token_;
  bool reports_coverage_ = false, draws_ = false, steps_ = false;
  std::filesystem::path traces_;
  std::string latest_test_;
  int scenarios_ = 0;
};

Session& session();

/// Opens what a test says of a handler that remembers something outside the store.
inline constexpr auto remembers_nothing = "A handler remembers nothing but what is in the store";

/// Ends the test that is running, without a further word.
[[noreturn]] void end_test();

}  // namespace check
