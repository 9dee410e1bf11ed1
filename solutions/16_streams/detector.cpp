#include "streams.hpp"

namespace gauge {

/// All that the detector remembers.
struct Memory {
  std::vector<int> quiet;    ///< the latest quiet minutes
  std::string rings;         ///< "flood", "no-data"; empty: nothing
  int minutes = 0;           ///< seen so far
  int high = 0, normal = 0;  ///< minutes in succession
  int missing = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Memory, quiet, rings, minutes, high, normal, missing)
};

constexpr int warm_up = 30, patience = 3, few = 10;
constexpr std::size_t quiet_max = 45;

Observation observe(Baseline baseline, Minute minute) {
  Memory memory = baseline.state.is_null() ? Memory{} : baseline.state.get<Memory>();
  const bool is_warm = memory.minutes++ >= warm_up;
  const int least = std::max(3 * median_of(memory.quiet), few);
  const bool is_high = is_warm && minute.records && *minute.records >= least;
  memory.missing = minute.records ? 0 : memory.missing + 1;
  memory.high = is_high ? memory.high + 1 : 0;
  memory.normal = minute.records && !is_high ? memory.normal + 1 : 0;
  if (minute.records && !is_high) memory.quiet.push_back(*minute.records);
  if (memory.quiet.size() > quiet_max) memory.quiet.erase(memory.quiet.begin());

  std::string kind;
  if (is_warm && memory.missing >= patience && memory.rings != "no-data")
    kind = "no-data";
  else if (memory.high == patience && memory.rings.empty())
    kind = "flood";
  else if (memory.normal == patience && !memory.rings.empty())
    kind = "clear";
  if (!kind.empty()) memory.rings = kind == "clear" ? "" : kind;

  Observation seen{.next = {memory}, .alarm = {}};
  if (!kind.empty()) seen.alarm = Alarm{kind, minute.number};
  return seen;
}

}  // namespace gauge
