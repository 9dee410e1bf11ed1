#pragma once

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/given.hpp"
#include "fixtures/control_room/evening.hpp"
#include "fixtures/query/query.hpp"
#include "observability.hpp"

/// Common parts of the tests: requests to the control room, and what is right.
namespace room {

using namespace check;
using eda::Duration, eda::Instant;
using evenings::at, evenings::Branch, evenings::Course, evenings::Line, evenings::lines_of,
    evenings::rows_of;

inline std::int64_t ms(Instant instant) { return instant.time_since_epoch().count(); }

/// A request to the control room, whose id is "asked".
inline Scenario asking(const std::string& type, Json data) {
  Event request{type};
  request.source = "tests";
  request.id = "asked";
  request.data = std::move(data);
  return {.services = {control_room::service}, .events = {request}};
}
inline Json answer_in(const Outcome& outcome) { return outcome.answers("asked").back().value; }

/// Indexes of the lines: in which order, and how often, they are heard.
using Hearing = std::vector<std::size_t>;
inline Hearing as_written(std::size_t lines) {
  Hearing hearing(lines);
  std::iota(hearing.begin(), hearing.end(), 0);
  return hearing;
}
inline Json report_request(const std::vector<Line>& lines, const std::vector<Hearing>& hearings,
                           Instant now) {
  return {{"rows", rows_of(lines)}, {"orders", hearings}, {"now", ms(now)}};
}

using Percentiles = std::array<Duration, 2>;

/// The figures of a report that are right.
struct Sheet {
  std::map<std::string, Percentiles> latency{};
  int waiting = 0;
  Duration oldest{};
  double timeout_rate = 0;
  std::map<std::string, int> failures{};
  Percentiles first_to_all{};
  std::string slowest{};
  std::array<int, 4> funnel{};  ///< waiting, complete and not started, started, timed out
};

inline Json json_of(const Percentiles& pair) { return {pair[0].count(), pair[1].count()}; }
inline Json json_of(const Sheet& sheet) {
  Json latency = Json::object();
  for (const auto& [service, pair] : sheet.latency) latency[service] = json_of(pair);
  return {{"latency", latency},
          {"waiting", sheet.waiting},
          {"oldest", sheet.oldest.count()},
          {"timeout_rate", sheet.timeout_rate},
          {"failures", sheet.failures},
          {"first_to_all", json_of(sheet.first_to_all)},
          {"slowest", sheet.slowest},
          {"funnel", sheet.funnel}};
}

/// True if two numbers, or each number of two lists or objects, differ by 10 % at most.
inline bool near(const Json& is, const Json& right) {
  if (is.is_number() && right.is_number())
    return std::abs(is.get<double>() - right.get<double>()) <= 0.1 * right.get<double>();
  if (is.type() != right.type() || is.size() != right.size() || !right.is_structured())
    return false;
  for (const auto& [key, value] : right.items()) {
    const bool has_it = right.is_array() || is.contains(key);
    if (!has_it || !near(right.is_array() ? is.at(std::stoul(key)) : is.at(key), value))
      return false;
  }
  return true;
}

/// Rules for a report: one for each way to be wrong.
struct Rules {
  Rule too_many{.says = "`waiting` counts the orders that are neither complete nor timed out",
                .hint = "It waited once, long ago."};
  Rule too_few{.says = "`waiting` counts every order from its first line on, once",
               .hint = "An order is here that you do not count. Which of its lines misled you?"};
  Rule oldest{.says = "`oldest` is the age of the oldest waiting order",
              .hint = "Which order has waited longest, and since which of its lines?"};
  Rule rate{.says = "`timeout_rate` is of all orders, open ones included",
            .hint = "How many timed out, and out of how many?"};
  Rule failures{.says = "each failed attempt counts once, for its service",
                .hint = "Two attempts fail twice. A copy of a line is no attempt."};
  Rule latency{.says = "latency is from `received` to `handled` of one service, event and attempt",
               .hint = "Which two lines did you subtract, and which came first?"};
  Rule too_fast{.says = "first-to-all counts every order, an open one with its age",
                .hint = "The orders that never finish do not lower your average."};
  Rule too_slow{.says = "first-to-all ends when an order is complete, or has timed out",
                .hint = "This order had all its tickets. When did you stop the clock?"};
  Rule slowest{.says = "the slowest service has the highest p95", .hint = "Busy is not slow."};
  Rule funnel{.says = "each order is in one stage of the funnel",
              .hint = "Write the last thing that you know of each order beside it."};

  /// Returns the rule that a report breaks; null: none.
  const Rule* broken_by(const Json& is, const Json& right) const {
    const auto differs = [&](const char* part) { return is.at(part) != right.at(part); };
    const auto is_far = [&](const char* part) { return !near(is.at(part), right.at(part)); };
    if (differs("waiting")) return right.at("waiting") < is.at("waiting") ? &too_many : &too_few;
    if (differs("failures")) return &failures;
    if (is_far("timeout_rate")) return &rate;
    if (is_far("latency")) return &latency;
    if (is_far("first_to_all")) {
      const Json &mine = is.at("first_to_all"), &ours = right.at("first_to_all");
      return mine < ours ? &too_fast : &too_slow;
    }
    if (is_far("oldest")) return &oldest;
    if (differs("slowest")) return &slowest;
    return differs("funnel") ? &funnel : nullptr;
  }
};

/// A figure of a report as text; durations, which are in milliseconds, in seconds.
inline std::string figure(const std::string& part, const Json& value) {
  if (value.is_number() && (part == "oldest" || part == "first_to_all" || part == "latency"))
    return std::to_string(value.get<std::int64_t>() / 1000) + "s";
  if (value.is_number_float()) return std::to_string(value.get<double>()).substr(0, 5);
  if (!value.is_structured()) return value.is_string() ? value.get<std::string>() : value.dump();
  std::string text;
  for (const auto& [key, each] : value.items()) {
    text += text.empty() ? "" : " ";
    if (value.is_object()) text += key + "=";
    text += figure(part, each);
  }
  return text.empty() ? "none" : text;
}

/// Both reports, one below the other for each figure.
inline std::string side_by_side(const Json& is, const Json& right) {
  std::string text;
  for (const auto& [part, value] : right.items()) {
    const std::string mine = figure(part, is.at(part)), ours = figure(part, value);
    text += "  " + part + std::string(14 - std::min<std::size_t>(13, part.size()), ' ');
    text += mine == ours ? mine + "\n"
                         : "yours " + mine + "\n" + std::string(16, ' ') + "right " + ours + "\n";
  }
  return text;
}

/// Fails unless a report is right.
inline void judge_report(const Json& is, const Json& right, const Rules& rules,
                         const std::string& about = "") {
  if (const Rule* broken = rules.broken_by(is, right))
    reject(*broken, about + side_by_side(is, right));
}

/// Fails unless each way to hear the lines leads to a report that is right.
inline void judge_reports(const Json& answer, const Json& right, const Rules& rules = {}) {
  for (const Json& distinct : answer)
    judge_report(distinct.at("report"), right, rules,
                 "  Order of the lines: number " + distinct.at("order").dump() + "\n");
}
inline void reports(const std::vector<Line>& lines, const std::vector<Hearing>& hearings,
                    Instant now, const Json& right, const Rules& rules = {}) {
  const Json request = report_request(lines, hearings, now);
  judge_reports(answer_in(run(asking(control_room::report_asked, request))), right, rules);
}

/// What the span of an event must have. `services`: it may name any of them.
struct RightSpan {
  std::string parent, type;
  std::set<std::string> services;
};
using Spans = std::map<std::string, RightSpan>;
/// Returns what a trace of these lines must have.
inline Spans spans_of(const std::vector<Line>& lines) {
  Spans spans;
  for (const Line& line : lines) {
    if (line.event_id.empty()) continue;
    RightSpan& span = spans[line.event_id];
    span.parent = line.causation_id;
    span.type = line.type;
    span.services.insert(line.service);
  }
  for (auto& [id, span] : spans)
    if (!spans.contains(span.parent)) span.parent.clear();
  return spans;
}

/// Fails unless a trace has exactly these spans, parents first.
inline void judge_trace(const Json& trace, const Spans& right) {
  const Rule exact{.says = "a trace has exactly the events of its order, each once, with its cause",
                   .hint = "Which lines are about an event of this order? Whose child is it?"};
  const Rule causal{
      .says = "in a trace, parents come before children, whatever the clocks say",
      .hint = "The child was heard before its parent: two clocks. What do you trust?"};
  const std::string shown = "  Your trace: " + trace.dump() + "\n";
  std::set<std::string> is;
  for (const Json& span : trace) {
    const auto found = right.find(span.at(0));
    if (found == right.end() || !is.insert(span.at(0)).second) reject(exact, shown);
    const auto& [parent, type, services] = found->second;
    if (span.at(1) != parent || !services.contains(span.at(2)) || span.at(3) != type)
      reject(exact, shown);
  }
  if (is.size() != right.size()) reject(exact, shown);
  std::vector<std::string> before{""};
  for (const Json& span : trace) {
    if (std::ranges::count(before, span.at(1).get<std::string>()) == 0) reject(causal, shown);
    before.push_back(span.at(0));
  }
}
inline Json traces(const std::vector<Line>& lines, const std::vector<std::string>& orders) {
  const Json request{{"rows", rows_of(lines)}, {"of", orders}};
  return answer_in(run(asking(control_room::trace_asked, request)));
}

/// The log of ten orders, which is also printed on paper.
inline std::vector<Line> ten_orders() {
  std::vector<Line> lines;
  for (const Json& row : given("ten_orders.json").at("lines")) {
    const Instant time = at(row.at(0));
    lines.push_back({std::to_string(lines.size() + 1), row.at(1), row.at(2), row.at(3), row.at(4),
                     row.at(5), row.at(6), row.at(7), time, time});
  }
  return lines;
}

/// Returns the lines as a query sees them.
inline query::Table table_of(const std::vector<Line>& lines, Instant now) {
  query::Table table{.columns = {"@timestamp", "@age", "lineId", "service", "what", "orderId",
                                 "eventId", "causationId", "type", "attempt"},
                     .rows = {}};
  for (const Line& line : lines)
    table.rows.push_back({{"@timestamp", eda::to_rfc3339(line.at)},
                          {"@age", double((now - line.at).count()) / 60000},
                          {"lineId", line.line_id},
                          {"service", line.service},
                          {"what", line.what},
                          {"orderId", line.order_id},
                          {"eventId", line.event_id},
                          {"causationId", line.causation_id},
                          {"type", line.type},
                          {"attempt", line.attempt}});
  return table;
}

/// Fails unless query.txt finds exactly these orders.
inline void finds(const std::vector<std::string>& stuck, const std::vector<Line>& lines,
                  Instant now) {
  const Rule is_query{.says = "query.txt is a query, and each column that it uses has a name",
                      .hint = "You filter a column nobody named."};
  const Rule shows{.says = "the result has a column orderId, with one row for each order",
                   .hint = "`stats … by orderId` makes one row of many lines."};
  const Rule no_others{
      .says = "the query finds the orders that wait for more than 20 minutes, no others",
      .hint = "Chatty is not stuck, and who waited once may be eating by now."};
  const Rule all{.says = "the query finds all orders that wait for more than 20 minutes",
                 .hint = "An order is stuck and not on your list. Which stage has cut it off?"};
  std::vector<std::string> found;
  try {
    for (const Json& row : query::run(text("query.txt"), table_of(lines, now)).rows) {
      if (!row.contains("orderId") || !row.at("orderId").is_string()) reject(shows);
      found.push_back(row.at("orderId"));
    }
  } catch (const query::QueryError& error) {
    reject(is_query, std::string{"  query.txt:"} + error.what() + "\n");
  }
  std::ranges::sort(found);
  if (std::ranges::adjacent_find(found) != found.end()) reject(shows);
  const std::string shown =
      "  found: " + Json(found).dump() + "\n  stuck: " + Json(stuck).dump() + "\n";
  if (!std::ranges::includes(stuck, found)) reject(no_others, shown);
  if (found != stuck) reject(all, shown);
}

}  // namespace room
