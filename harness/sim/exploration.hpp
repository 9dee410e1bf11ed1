#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/explorer.hpp"
#include "sim/outcome.hpp"
#include "sim/token.hpp"

namespace sim {

/// All distinct outcomes of a scenario, one after another, and the proof that there are no others.
class Exploration {
 public:
  explicit Exploration(Scenario scenario, Oracle oracle = {});

  /// The next distinct outcome; none: there are no more, or a limit was reached.
  /// Throws HiddenState.
  std::optional<Outcome> next();
  bool is_exhausted() const;

  /// Runs the real coroutines along one schedule for each outcome and along `walks` random ones,
  /// and asks every question a second time: what a history cannot show, shows here. Throws
  /// HiddenState.
  void verify(int walks = 50);

  /// "70,883 worlds, 4.1e+10 schedules, exhausted" or what was missing.
  std::string coverage();
  std::uint32_t worlds() const;

 private:
  Outcome calm();

  struct Parts;
  std::shared_ptr<Parts> parts_;  // outcomes tell their stories as long as they live
};

/// The distinct ends of `walks` random schedules: a sample, for scopes too large to exhaust.
class Sample {
 public:
  Sample(Scenario scenario, int walks, std::uint64_t seed, Oracle oracle = {});
  /// The next distinct outcome; none: all walks have been taken.
  std::optional<Outcome> next();
  std::string coverage() const;

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// One calm schedule with the real code: see check::run.
Outcome run_calmly(Scenario scenario);

/// The outcome that a replay token leads to, if the code still goes there. Its real coroutines run
/// once along the schedule; before each step `before_step` gets the lines that tell of it.
struct Replayed {
  Outcome outcome;
  std::string drift;  ///< what differed from the token, and at which step; empty: nothing
};
using BeforeStep = std::function<void(const std::string& told)>;
Replayed replay(Scenario scenario, const Token& token, const BeforeStep& before_step = {});

}  // namespace sim
