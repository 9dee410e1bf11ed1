#pragma once

#include "eda/time.hpp"
#include "simulate/random.hpp"

namespace sim {

/// Distribution of a time, such as the time that a call takes. Whole milliseconds, none negative.
class Times {
 public:
  static Times fixed(eda::Duration time) { return {Kind::uniform, time, time}; }
  /// Each millisecond of `min` to `max`, both included. Throws std::invalid_argument if `max` is
  /// less than `min`.
  static Times uniform(eda::Duration min, eda::Duration max);
  /// Times between events of a Poisson process (inverse transform sampling).
  static Times exponential(eda::Duration mean) { return {Kind::exponential, {}, mean}; }
  /// The same times, but with that probability longer by a time of 0 to `by`: the slow calls of a
  /// real service.
  Times with_tail(double probability, eda::Duration by) const;

  eda::Duration draw(Random& random) const;

 private:
  enum class Kind { uniform, exponential };
  Times(Kind kind, eda::Duration min, eda::Duration max);

  Kind kind_;
  eda::Duration min_, max_;  ///< exponential: `max_` is the mean
  double tail_probability_ = 0;
  eda::Duration tail_{};
};

}  // namespace sim
