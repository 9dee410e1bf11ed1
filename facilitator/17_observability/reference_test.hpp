#pragma once

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "room_test.hpp"

/// The five metrics and the funnel, computed from the lines in the plainest way.
namespace room {

/// The value at rank ceil(p / 100 * n), or 0.
inline Duration at_rank(std::vector<Duration> values, std::size_t p) {
  std::ranges::sort(values);
  return values.empty() ? Duration{} : values[(p * values.size() + 99) / 100 - 1];
}
inline Percentiles percentiles(const std::vector<Duration>& values) {
  return {at_rank(values, 50), at_rank(values, 95)};
}

/// Returns the time of the first line with that `what`, or of the first at all; none: there is
/// none.
inline std::optional<Instant> first_of(const std::vector<Line>& lines, const char* what = "") {
  std::optional<Instant> first;
  for (const Line& line : lines)
    if ((*what == 0 || line.what == what) && (!first || line.at < *first)) first = line.at;
  return first;
}

inline Json reference(const std::vector<Line>& told, Instant now) {
  std::map<std::string, std::vector<Line>> orders;
  std::set<std::string> seen;
  std::map<std::tuple<std::string, std::string, int>, std::map<std::string, Instant>> attempts;
  Sheet sheet;
  for (const Line& line : told) {
    if (!seen.insert(line.line_id).second) continue;
    orders[line.order_id].push_back(line);
    attempts[{line.service, line.event_id, line.attempt}].emplace(line.what, line.at);
    if (line.what == "failed") ++sheet.failures[line.service];
  }
  std::map<std::string, std::vector<Duration>> took;
  for (const auto& [attempt, times] : attempts)
    if (times.contains("handled") && times.contains("received"))
      took[std::get<0>(attempt)].push_back(times.at("handled") - times.at("received"));
  for (const auto& [service, durations] : took) sheet.latency[service] = percentiles(durations);
  for (const auto& [service, latency] : sheet.latency)
    if (sheet.slowest.empty() || latency[1] > sheet.latency[sheet.slowest][1])
      sheet.slowest = service;

  std::vector<Duration> first_to_all;
  for (const auto& [id, lines] : orders) {
    const auto cooking = first_of(lines, "cooking"), said = first_of(lines, "complete");
    const auto complete = said ? said : cooking;
    const auto timed_out = first_of(lines, "timedout");
    const bool is_waiting = !complete && !timed_out;
    if (is_waiting) sheet.oldest = std::max(sheet.oldest, now - *first_of(lines));
    ++sheet.funnel.at(is_waiting ? 0 : cooking ? 2 : complete ? 1 : 3);
    const Instant end = complete ? *complete : timed_out ? *timed_out : now;
    const auto received = first_of(lines, "received");
    first_to_all.push_back(std::max(end - received.value_or(*first_of(lines)), Duration{}));
  }
  sheet.waiting = sheet.funnel[0];
  if (!orders.empty()) sheet.timeout_rate = double(sheet.funnel[3]) / double(orders.size());
  sheet.first_to_all = percentiles(first_to_all);
  return json_of(sheet);
}

}  // namespace room
