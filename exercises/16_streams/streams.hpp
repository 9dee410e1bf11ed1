#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/log.hpp"
#include "eda/records.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The river gauge: it counts the orders of each minute, and rings when there are far too many, or
/// when there is no count.
///
/// What must hold, whatever the log, the store, the bus and the processes do:
///  1. In the end the last correction of a window, else its final, is the sum of its records, each
///     counted once. Records up to `lateness` behind the watermark are among them.
///  2. A window has one final. Its corrections are numbered 1, 2, 3 … without gaps.
///  3. The final is out at most `lateness` + 2 minutes after the end of the window.
///  4. A flood rings once and ends once, within 5 minutes. A lunch does not ring. Nor does silence
///     mean that all is well.
///  5. The store does not grow with the number of windows.
///  6. Every handler ends: it asks its ports for at most 64 things.
namespace gauge {

using namespace std::chrono_literals;

/// Length of a window: one minute, from second 0 on.
inline constexpr eda::Duration window = 1min;
/// A record that is further behind the watermark need not be counted.
inline constexpr eda::Duration lateness = 5min;

/// A record of the log. Its `time` is when it happened; `data` is {"orderId", "pence"}.
inline const std::string placed = "com.pizzaco.order.placed";

// Facts of this service. `window` is the start of the window, RFC 3339.
/// `data` is {"window", "records", "pence"}.
inline const std::string final_sum = "com.pizzaco.gauge.final";
/// `data` is {"window", "number", "records", "pence"}: the whole new sum.
inline const std::string corrected = "com.pizzaco.gauge.corrected";

/// A request: a day for the detector. `data` is {"minutes": [31, 29, null, …]}.
inline const std::string day = "com.pizzaco.gauge.day";

/// Ports of the handlers. Only the contents of the store and the log survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Records& records;
  eda::Clock& clock;
  eda::Log& log;
};

/// Returns the start of the window that `moment` is in, as the facts name it.
inline std::string window_of(eda::Instant moment) {
  return eda::to_rfc3339(std::chrono::floor<std::chrono::minutes>(moment));
}

/// A sum of a window.
struct Sum {
  int records = 0;
  int pence = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Sum, records, pence)
};

inline eda::Event final_of(const std::string& window, const Sum& sum) {
  eda::Event event{final_sum};
  event.source = "gauge";
  event.id = "final-" + window;
  event.data["window"] = window;
  event.data["records"] = sum.records;
  event.data["pence"] = sum.pence;
  return event;
}

/// `number`: 1 for the first correction of the window.
inline eda::Event correction_of(const std::string& window, int number, const Sum& sum) {
  eda::Event event = final_of(window, sum);
  event.type = corrected;
  event.id = "corrected-" + window + "-" + std::to_string(number);
  event.data["number"] = number;
  return event;
}

/// Place of a record in the log.
inline eda::Offset place_of(const eda::Event& record) {
  return {record.extensions.at("partition").get<int>(), record.extensions.at("offset").get<int>()};
}

// gauge.cpp

/// Handles one delivery of a record. Each comes at least once: those of a partition in their order,
/// those of different partitions in any order and at the same time.
eda::Task<> on_record(eda::Event record, Ports io);

/// Handles one delivery of a watermark, `eda.watermark`: `data` is {"instant"}.
eda::Task<> on_watermark(eda::Event watermark, Ports io);

/// Handles `eda.partitions.assigned` and `eda.partitions.revoked`: `data` is {"partition",
/// "offset"}. The new owner begins at `offset`.
eda::Task<> on_partitions(eda::Event change, Ports io);

// detector.cpp

/// Report of the gauge on one minute of a day, 0 to 1439.
struct Minute {
  int number = 0;
  std::optional<int> records;  ///< absent: the gauge has not reported
};

/// "flood", "no-data" or "clear".
struct Alarm {
  std::string kind;
  int minute = 0;
};

/// All that the detector remembers: yours, at most 4 KiB of JSON. Null at the start of a day.
struct Baseline {
  eda::Json state;
};

struct Observation {
  Baseline next;
  std::optional<Alarm> alarm;
};

/// Takes in one minute. Minutes come in their order.
Observation observe(Baseline baseline, Minute minute);

/// Returns the middle one of these numbers; 0 if there are none.
inline int median_of(std::vector<int> numbers) {
  if (numbers.empty()) return 0;
  const auto middle = numbers.begin() + std::ptrdiff_t(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  return *middle;
}

/// Puts a day before the detector. Returns {"alarms": [{"kind", "minute"}], "bytes"}, where `bytes`
/// is the most that it has remembered.
inline eda::Task<eda::Json> on_day(eda::Event request, Ports) {
  eda::Json alarms = eda::Json::array();
  Baseline baseline;
  std::size_t bytes = 0;
  int number = 0;
  for (const eda::Json& records : request.data.at("minutes")) {
    Minute minute{.number = number++, .records = {}};
    if (!records.is_null()) minute.records = records.get<int>();
    const Observation seen = observe(baseline, minute);
    baseline = seen.next;
    bytes = std::max(bytes, baseline.state.dump().size());
    if (seen.alarm) alarms.push_back({{"kind", seen.alarm->kind}, {"minute", seen.alarm->minute}});
  }
  co_return eda::Json{{"alarms", alarms}, {"bytes", bytes}};
}

inline const eda::Service service{
    "gauge",
    "com.pizzaco.gauge.",
    {eda::on_records("gauge", on_record), eda::on_watermarks(on_watermark),
     eda::on_partitions(on_partitions), eda::on_requests({day}, on_day)}};

}  // namespace gauge
