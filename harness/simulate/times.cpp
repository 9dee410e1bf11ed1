#include "simulate/times.hpp"

#include <cmath>
#include <stdexcept>

namespace sim {

using eda::Duration;

Times::Times(Kind kind, Duration min, Duration max) : kind_{kind}, min_{min}, max_{max} {
  if (min < Duration{} || max < min)
    throw std::invalid_argument{"Times: a time is negative, or the longest is less than the least"};
}

Times Times::uniform(Duration min, Duration max) { return {Kind::uniform, min, max}; }

Times Times::with_tail(double probability, Duration by) const {
  Times times = *this;
  times.tail_probability_ = probability;
  times.tail_ = by;
  return times;
}

Duration Times::draw(Random& random) const {
  const auto up_to = [&](Duration most) {
    return Duration{std::int64_t(random.below(std::uint64_t(most.count()) + 1))};
  };
  Duration time = min_;
  if (kind_ == Kind::exponential)
    time = Duration{std::llround(-double(max_.count()) * std::log(1 - random.unit()))};
  else if (max_ > min_)
    time += up_to(max_ - min_);
  if (random.chance(tail_probability_)) time += up_to(tail_);
  return time;
}

}  // namespace sim
