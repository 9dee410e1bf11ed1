#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "eda/caller.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"

/// The log of an evening, and what the control room reads in it.
///
/// Lines arrive late, in any order and more than once, or are missing. Each service writes them by
/// its own clock, which is up to 90 seconds ahead of the control room's, or behind it. "First" is
/// the smallest `at`, whichever clock wrote it.
///
/// What must hold:
///  1. The report is the same for every order of the lines, and for any number of copies.
///  2. An order that is still open counts: in the gauge, in the rate, and in the time to complete.
///  3. What goes wrong is paged within five minutes, once, with its service. On a quiet evening
///     the pager is silent.
///  4. A trace has the events of its order and no others, each one behind the event that caused it.
///  5. An order is in one stage of the funnel.
namespace control_room {

/// `what` of a service and an event: received, started, handled, failed, parked; each once in an
/// attempt. Of the kitchen and an order, without an event: waiting, complete, cooking, timedout.
/// Several services may receive one event, and it is one event.
struct LogRecord {
  std::string line_id;                  ///< a copy of a line has the same
  std::string service, what, order_id;  ///< never empty
  std::string event_id;                 ///< empty: the line is about an order
  std::string causation_id;             ///< id of the event that caused this one; empty: none did
  std::string type;
  int attempt = 1;
  eda::Instant at;  ///< by the clock of its service
};

struct Metrics {
  std::map<std::string, LogRecord> heard;  ///< each line once, by its id
  eda::Json mine;                          ///< yours: no test reads it
};

struct Latency {
  eda::Duration p50{}, p95{};
};

struct Report {
  std::map<std::string, Latency> latency;  ///< TODO 1: of each service that has a latency
  int waiting = 0;                         ///< TODO 2: orders, not lines
  eda::Duration oldest{};                  ///< TODO 2: age of the oldest waiting order; 0: none
  double timeout_rate = 0;                 ///< TODO 3: timed out, of all orders
  std::map<std::string, int> failures;     ///< TODO 4: failed attempts, by service
  Latency first_to_all;                    ///< TODO 5: open orders included
};

/// Orders, each of them in one stage.
struct Funnel {
  int waiting = 0, complete_not_started = 0, started = 0, timed_out = 0;
};

/// Something that is wrong. `kind` is "slow", "dead-letters", "not-started" (the service is
/// "kitchen") or "no-news" (no service). `about` is free text, for the person who is paged.
struct Alert {
  std::string kind, service, about;
  friend bool operator==(const Alert&, const Alert&) = default;
};

/// An event of an order. `service` is one that has written of it; `parent_id` is empty if it is a
/// root.
struct Span {
  std::string event_id, parent_id, service, type;
};

/// Limits of the alerts.
namespace limits {
inline constexpr eda::Duration window = std::chrono::minutes{15};
inline constexpr eda::Duration slow = std::chrono::minutes{5};  ///< p95 of what was handled in it
inline constexpr int dead_letters = 5;                          ///< parked events of one service
inline constexpr eda::Duration not_started = std::chrono::minutes{10};  ///< since complete
inline constexpr eda::Duration no_news = std::chrono::minutes{10};      ///< since the newest line
}  // namespace limits

// Yours, in metrics.cpp.
// A line is heard or not: none is too new, also if its `at` is after `now`.
/// Hears a line: puts it into `heard`, as it does already, and more if you like.
void add(Metrics& metrics, const LogRecord& line);
/// The five metrics at `now`. No age and no duration is negative: 0 instead.
Report report(const Metrics& metrics, eda::Instant now);
/// Counts of the stages, by all lines that have been heard. You need no `now` for that.
Funnel funnel(const Metrics& metrics, eda::Instant now);
/// Alerts of what is wrong at `now`, at most one of each kind and service. `about` stays the same
/// while the alert lasts, also if the orders or events behind it change: the pager rings for every
/// alert that was not there, exactly so, a minute ago.
std::vector<Alert> alerts(const Metrics& metrics, eda::Instant now);
/// The events that any line of the order is about, parents before children. A parent that is none
/// of them makes its child a root.
std::vector<Span> trace(const Metrics& metrics, std::string order_id);

// Given, from here to the end.
/// The value at rank ceil(p * n) of the sorted values (nearest rank); 0 if there are none.
inline eda::Duration percentile(std::vector<eda::Duration> values, double p) {
  if (values.empty()) return {};
  const auto rank = std::size_t(std::ceil(p * double(values.size())));
  const auto nth = values.begin() + std::ptrdiff_t(std::clamp<std::size_t>(rank, 1, values.size()));
  std::nth_element(values.begin(), nth - 1, values.end());
  return *(nth - 1);
}

/// The lines that have been heard, by order. They are those in `metrics`, not copies.
inline std::map<std::string, std::vector<const LogRecord*>> orders_of(const Metrics& metrics) {
  std::map<std::string, std::vector<const LogRecord*>> orders;
  for (const auto& [id, line] : metrics.heard) orders[line.order_id].push_back(&line);
  return orders;
}

/// The service with the highest p95; empty: none has handled an event.
inline std::string slowest(const Report& report) {
  const auto is_faster = [](const auto& a, const auto& b) { return a.second.p95 < b.second.p95; };
  const auto slowest = std::max_element(report.latency.begin(), report.latency.end(), is_faster);
  return slowest == report.latency.end() ? "" : slowest->first;
}
inline std::string slowest(const Metrics& metrics) {
  return slowest(report(metrics, eda::Instant{}));
}

/// Share of the orders whose first line is in [from, until) that are complete, by your funnel.
inline double completion_rate(const Metrics& metrics, eda::Instant from, eda::Instant until) {
  Metrics part;
  for (const auto& [id, lines] : orders_of(metrics)) {
    eda::Instant first = lines.front()->at;
    for (const LogRecord* line : lines) first = std::min(first, line->at);
    if (first < from || first >= until) continue;
    for (const LogRecord* line : lines) add(part, *line);
  }
  const Funnel at = funnel(part, until);
  const int complete = at.complete_not_started + at.started;
  const int all = complete + at.waiting + at.timed_out;
  return all == 0 ? 0 : double(complete) / all;
}

// Requests, and their answers, which `on_asked` gives. `rows` has a list of ten fields for each
// line: those of LogRecord, and the time at which it arrives. Times are milliseconds since 1970.
/// {"rows", "orders": [[0, 1, 1, 2], …], "now"}: for each order of the rows, the report and more.
inline const std::string report_asked = "com.pizzaco.control.report";
/// {"rows", "of": ["1001", …]}: the traces of these orders.
inline const std::string trace_asked = "com.pizzaco.control.trace";
/// {"rows", "from", "until"}: the pages of these minutes.
inline const std::string watch_asked = "com.pizzaco.control.watch";

struct Ports {
  eda::Log& log;
};

}  // namespace control_room

namespace control_room::given {

using eda::Json;

inline eda::Instant instant_of(const Json& ms) {
  return eda::Instant{eda::Duration{ms.get<std::int64_t>()}};
}
inline LogRecord line_of(const Json& row) {
  return {row.at(0), row.at(1), row.at(2), row.at(3),         row.at(4),
          row.at(5), row.at(6), row.at(7), instant_of(row[8])};
}
inline Json json_of(const Latency& latency) { return {latency.p50.count(), latency.p95.count()}; }

/// The answer to `report_asked` for one order of the rows.
inline Json read_out(const Metrics& metrics, eda::Instant now) {
  const Report is = report(metrics, now);
  const Funnel stages = funnel(metrics, now);
  Json latency = Json::object();
  for (const auto& [service, times] : is.latency) latency[service] = json_of(times);
  return {
      {"latency", latency},
      {"waiting", is.waiting},
      {"oldest", is.oldest.count()},
      {"timeout_rate", is.timeout_rate},
      {"failures", is.failures},
      {"first_to_all", json_of(is.first_to_all)},
      {"slowest", slowest(is)},
      {"funnel", {stages.waiting, stages.complete_not_started, stages.started, stages.timed_out}}};
}

/// The distinct reports, each with the number of the first order of the rows that led to it.
inline Json reports(const Json& asked) {
  std::vector<LogRecord> lines;
  for (const Json& row : asked.at("rows")) lines.push_back(line_of(row));
  Json distinct = Json::array();
  const Json& orders = asked.at("orders");
  for (std::size_t i = 0; i < orders.size(); ++i) {
    Metrics metrics;
    for (const Json& index : orders[i]) add(metrics, lines.at(index.get<std::size_t>()));
    const Json is = read_out(metrics, instant_of(asked.at("now")));
    const auto same = [&](const Json& other) { return other.at("report") == is; };
    if (std::none_of(distinct.begin(), distinct.end(), same))
      distinct.push_back({{"order", i}, {"report", is}});
  }
  return distinct;
}

inline Json traces(const Json& asked) {
  Metrics metrics;
  for (const Json& row : asked.at("rows")) add(metrics, line_of(row));
  Json traces = Json::object();
  for (const std::string id : asked.at("of")) {
    traces[id] = Json::array();
    for (const Span& span : trace(metrics, id))
      traces[id].push_back({span.event_id, span.parent_id, span.service, span.type});
  }
  return traces;
}

/// Asks for the alerts once a minute, and pages for each that was not there a minute ago.
inline Json watch(const Json& asked) {
  Metrics metrics;
  const Json& rows = asked.at("rows");  // as they arrive
  std::size_t next = 0;
  Json pages = Json::array();
  std::vector<Alert> before;
  const eda::Instant until = instant_of(asked.at("until"));
  for (eda::Instant now = instant_of(asked.at("from")); now <= until;
       now += std::chrono::minutes{1}) {
    for (; next < rows.size() && instant_of(rows[next].at(9)) <= now; ++next)
      add(metrics, line_of(rows[next]));
    const std::vector<Alert> wrong = alerts(metrics, now);
    for (const Alert& alert : wrong)
      if (std::find(before.begin(), before.end(), alert) == before.end())
        pages.push_back({now.time_since_epoch().count(), alert.kind, alert.service, alert.about});
    before = wrong;
  }
  return {{"pages", pages}, {"slowest", slowest(metrics)}};
}

}  // namespace control_room::given

namespace control_room {

/// Answers the requests above with what your functions return.
inline eda::Task<eda::Json> on_asked(eda::Event request, Ports) {
  if (request.type == report_asked) co_return given::reports(request.data);
  if (request.type == trace_asked) co_return given::traces(request.data);
  co_return given::watch(request.data);
}

inline const eda::Service service{
    "control",
    "com.pizzaco.control.",
    {eda::on_requests({report_asked, trace_asked, watch_asked}, on_asked)}};

}  // namespace control_room
