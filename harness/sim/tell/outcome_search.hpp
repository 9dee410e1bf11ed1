#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/search/explorer.hpp"
#include "sim/tell/outcome.hpp"
#include "sim/tell/trace.hpp"

namespace sim {

/// Outcome, with functions that tell its schedule.
struct FoundOutcome {
  Outcome outcome;
  /// Finds the shortest schedule that ends like this and runs the real coroutines along it. Throws
  /// HiddenState if they behave differently.
  std::function<Trace()> tell;

  /// Returns the trace of that schedule, with `rule` as the broken one. Where `tell` throws, the
  /// rule names what a handler remembers, and there are no steps.
  Trace trace(const Rule& rule = {}) const;
};

/// Returns the rule that a handler with hidden state breaks; `seen`: the observed difference.
Rule remembers_nothing(const HiddenState& seen);

/// All distinct outcomes of a scenario, one after another, and the proof that there are no others.
class OutcomeSearch {
 public:
  explicit OutcomeSearch(Scenario scenario, std::shared_ptr<Executor> executor = {});

  /// Returns the next distinct outcome; none: there are no more, or a limit was reached.
  /// Throws HiddenState.
  std::optional<FoundOutcome> next();
  bool is_exhausted() const;

  /// Runs the real coroutines along one schedule for each outcome and along `walks` random ones,
  /// and runs every history a second time. It finds hidden state that one history cannot show.
  /// Throws HiddenState.
  void verify(int walks = 20);

  /// Returns "70,883 worlds, 4.1e+10 schedules, exhausted" or the reason why it is not exhausted.
  std::string coverage();
  std::uint32_t worlds() const;

 private:
  FoundOutcome calm();

  struct Parts;
  std::shared_ptr<Parts> parts_;  // shared, since each outcome can tell its story later
};

/// Distinct ends of `walks` random schedules: a sample, for scopes too large to exhaust.
class Sample {
 public:
  Sample(Scenario scenario, int walks, std::uint64_t seed, std::shared_ptr<Executor> executor = {});
  /// Returns the next distinct outcome; none: all schedules have been played.
  std::optional<FoundOutcome> next();
  std::string coverage() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// Returns the outcome of `schedule`, which ends in `last` although more could happen there.
FoundOutcome outcome_along(std::shared_ptr<TransitionSystem> system, Schedule schedule,
                           const World& last);

/// One calm schedule with the real code: see check::run.
FoundOutcome run_calmly(Scenario scenario, std::shared_ptr<Executor> executor = {});

}  // namespace sim
