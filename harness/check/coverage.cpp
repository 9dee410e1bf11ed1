#include "check/coverage.hpp"

#include <array>
#include <fstream>
#include <string_view>
#include <utility>

#include "check/session.hpp"

namespace check {

namespace {

using sim::Json, sim::Faults;

Json& coverage_records() {
  static Json scenarios = Json::array();
  return scenarios;
}

/// Returns the faults that may happen, by the names of the fields of sim::Faults.
Json named_faults(const Faults& faults) {
  static constexpr std::array<std::pair<const char*, int Faults::*>, 11> counts{
      {{"duplicates_per_event_max", &Faults::duplicates_per_event_max},
       {"timer_duplicates_max", &Faults::timer_duplicates_max},
       {"redeliveries_max", &Faults::redeliveries_max},
       {"visibility_expiries_max", &Faults::visibility_expiries_max},
       {"crashes_max", &Faults::crashes_max},
       {"rebalances_max", &Faults::rebalances_max},
       {"stale_reads_max", &Faults::stale_reads_max},
       {"throttles_max", &Faults::throttles_max},
       {"unknowns_max", &Faults::unknowns_max},
       {"partial_failures_max", &Faults::partial_failures_max},
       {"late_timers_max", &Faults::late_timers_max}}};
  Json all = Json::object();
  for (const auto& [name, count] : counts)
    if (faults.*count > 0) all[name] = faults.*count;
  if (sim::time_can_race(faults))
    all["time_races"] = faults.time_races ? 15 : faults.time_races_max;
  return all;
}

std::string_view word_for(Looked looked) {
  switch (looked) {
    case Looked::at_all:
      return "all";
    case Looked::at_a_sample:
      return "sample";
    case Looked::at_the_calm_one:
      break;
  }
  return "calm";
}

}  // namespace

void note_coverage(const sim::Scenario& scenario, int number, Looked looked, std::uint64_t worlds,
                   int outcomes) {
  if (session().coverage_file().empty()) return;
  Json record = Json::object();
  record["test"] = session().test_name();
  record["scenario"] = number;
  record["schedules"] = word_for(looked);
  record["events"] = scenario.events.size();
  record["faults"] =
      looked == Looked::at_the_calm_one ? Json::object() : named_faults(scenario.faults);
  record["worlds"] = worlds;
  record["outcomes"] = outcomes;
  coverage_records().push_back(std::move(record));
}

void write_coverage(const std::filesystem::path& file) {
  Json all = Json::object();
  all["scenarios"] = coverage_records();
  std::ofstream{file} << all.dump(1) << "\n";
}

}  // namespace check
