#include "sim/model/budget.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace sim {

Budget Budget::of(const Faults& faults) {
  Budget budget;
  const auto set = [&](Fault fault, int count, std::string_view field) {
    if (count < 0 || count > max)
      throw std::invalid_argument{
          fmt::format("Faults::{} must be 0..{}, is {}", field, max, count)};
    budget.set(fault, count);
  };
  set(Fault::duplicate, faults.duplicates_max, "duplicates_max");
  set(Fault::timer_duplicate, faults.timer_duplicates_max, "timer_duplicates_max");
  set(Fault::redelivery, faults.redeliveries_max, "redeliveries_max");
  set(Fault::rebalance, faults.rebalances_max, "rebalances_max");
  set(Fault::expiry, faults.visibility_expiries_max, "visibility_expiries_max");
  set(Fault::crash, faults.crashes_max, "crashes_max");
  set(Fault::race, faults.time_races_max, "time_races_max");
  set(Fault::stale, faults.stale_reads_max, "stale_reads_max");
  set(Fault::throttle, faults.throttles_max, "throttles_max");
  set(Fault::unknown, faults.unknowns_max, "unknowns_max");
  set(Fault::partial, faults.partial_failures_max, "partial_failures_max");
  set(Fault::late, faults.late_timers_max, "late_timers_max");
  return budget;
}

}  // namespace sim
