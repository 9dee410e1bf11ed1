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

/// An outcome, and what can tell how it came about.
struct FoundOutcome {
  Outcome outcome;
  /// Searches for the shortest schedule that ends like this and runs the real coroutines along it.
  /// Throws HiddenState when they do something else.
  std::function<Trace()> tell;

  /// The trace of that schedule, with `rule` as the one that it breaks. Where `tell` throws, the
  /// rule says what a handler remembers, and there are no steps.
  Trace trace(const Rule& rule = {}) const;
};

/// The rule that a handler breaks which remembers something; `seen`: how that showed.
Rule remembers_nothing(const HiddenState& seen);

/// All distinct outcomes of a scenario, one after another, and the proof that there are no others.
class OutcomeSearch {
 public:
  explicit OutcomeSearch(Scenario scenario, std::shared_ptr<Executor> executor = {});

  /// The next distinct outcome; none: there are no more, or a limit was reached.
  /// Throws HiddenState.
  std::optional<FoundOutcome> next();
  bool is_exhausted() const;

  /// Runs the real coroutines along one schedule for each outcome and along `walks` random ones,
  /// and asks every question a second time: what a history cannot show, shows here. Throws
  /// HiddenState.
  void verify(int walks = 50);

  /// "70,883 worlds, 4.1e+10 schedules, exhausted" or what was missing.
  std::string coverage();
  std::uint32_t worlds() const;

 private:
  FoundOutcome calm();

  struct Parts;
  std::shared_ptr<Parts> parts_;  // outcomes tell their stories as long as they live
};

/// The distinct ends of `walks` random schedules: a sample, for scopes too large to exhaust.
class Sample {
 public:
  Sample(Scenario scenario, int walks, std::uint64_t seed, std::shared_ptr<Executor> executor = {});
  /// The next distinct outcome; none: all walks have been taken.
  std::optional<FoundOutcome> next();
  std::string coverage() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// One calm schedule with the real code: see check::run.
FoundOutcome run_calmly(Scenario scenario, std::shared_ptr<Executor> executor = {});

}  // namespace sim
