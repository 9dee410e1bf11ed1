#include <optional>
#include <set>
#include <tuple>

#include "observability.hpp"

namespace control_room {

/// State of an order. The times are the earliest that were heard.
struct Order {
  std::optional<eda::Instant> first, received, complete, cooking, timed_out;

  bool is_waiting() const { return !complete && !cooking && !timed_out; }
  /// Returns the end of its waiting. What cooks is complete, also if no line says so.
  std::optional<eda::Instant> end() const {
    if (complete) return complete;
    return cooking ? cooking : timed_out;
  }
};

void keep_earlier(std::optional<eda::Instant>& kept, eda::Instant at) {
  if (!kept || at < *kept) kept = at;
}

/// Returns what is known of each order, by its id.
std::map<std::string, Order> known_orders(const Metrics& metrics) {
  std::map<std::string, Order> known;
  for (const auto& [id, lines] : orders_of(metrics)) {
    Order& order = known[id];
    for (const LogRecord* line : lines) {
      keep_earlier(order.first, line->at);
      if (line->what == "received") keep_earlier(order.received, line->at);
      if (line->what == "complete") keep_earlier(order.complete, line->at);
      if (line->what == "cooking") keep_earlier(order.cooking, line->at);
      if (line->what == "timedout") keep_earlier(order.timed_out, line->at);
    }
  }
  return known;
}

eda::Duration age(eda::Instant from, eda::Instant until) {
  return std::max(until - from, eda::Duration{});
}

using Durations = std::map<std::string, std::vector<eda::Duration>>;

/// Durations from `received` to `handled`, of what was handled after `since`, by service.
Durations handled_after(const Metrics& metrics, eda::Instant since) {
  using Attempt = std::tuple<std::string, std::string, int>;
  const auto attempt_of = [](const LogRecord& line) {
    return Attempt{line.service, line.event_id, line.attempt};
  };
  std::map<Attempt, eda::Instant> handled;
  for (const auto& [id, line] : metrics.heard)
    if (line.what == "handled" && line.at > since) handled[attempt_of(line)] = line.at;
  Durations durations;
  for (const auto& [id, line] : metrics.heard) {
    if (line.what != "received") continue;
    const auto end = handled.find(attempt_of(line));
    if (end != handled.end()) durations[line.service].push_back(age(line.at, end->second));
  }
  return durations;
}

Latency latency_of(const std::vector<eda::Duration>& durations) {
  return {percentile(durations, 0.5), percentile(durations, 0.95)};
}

void add(Metrics& metrics, const LogRecord& line) { metrics.heard.emplace(line.line_id, line); }

Report report(const Metrics& metrics, eda::Instant now) {
  Report report;
  for (const auto& [service, durations] : handled_after(metrics, eda::Instant::min()))
    report.latency[service] = latency_of(durations);
  for (const auto& [id, line] : metrics.heard)
    if (line.what == "failed") ++report.failures[line.service];

  std::vector<eda::Duration> first_to_all;
  int orders = 0, timed_out = 0;
  for (const auto& [id, order] : known_orders(metrics)) {
    ++orders;
    if (order.timed_out) ++timed_out;
    if (order.is_waiting()) {
      ++report.waiting;
      report.oldest = std::max(report.oldest, age(*order.first, now));
    }
    const eda::Instant begin = order.received.value_or(*order.first);
    first_to_all.push_back(age(begin, order.end().value_or(now)));
  }
  if (orders > 0) report.timeout_rate = double(timed_out) / orders;
  report.first_to_all = latency_of(first_to_all);
  return report;
}

Funnel funnel(const Metrics& metrics, eda::Instant) {
  Funnel funnel;
  for (const auto& [id, order] : known_orders(metrics)) {
    if (order.cooking)
      ++funnel.started;
    else if (order.complete)
      ++funnel.complete_not_started;
    else if (order.timed_out)
      ++funnel.timed_out;
    else
      ++funnel.waiting;
  }
  return funnel;
}

std::vector<Alert> alerts(const Metrics& metrics, eda::Instant now) {
  std::vector<Alert> alerts;
  for (const auto& [service, durations] : handled_after(metrics, now - limits::window))
    if (percentile(durations, 0.95) > limits::slow)
      alerts.push_back({"slow", service, "p95 of a quarter of an hour is above the limit"});

  std::map<std::string, std::set<std::string>> parked;
  for (const auto& [id, line] : metrics.heard)
    if (line.what == "parked" && line.at > now - limits::window)
      parked[line.service].insert(line.event_id);
  for (const auto& [service, events] : parked)
    if (int(events.size()) >= limits::dead_letters)
      alerts.push_back({"dead-letters", service, "letters are parked: who reads them?"});

  bool has_all_but_an_oven = false;
  for (const auto& [id, order] : known_orders(metrics)) {
    if (order.complete && !order.cooking && now - *order.complete > limits::not_started)
      has_all_but_an_oven = true;
  }
  if (has_all_but_an_oven) alerts.push_back({"not-started", "kitchen", "complete, and no pizza"});

  eda::Instant newest = eda::Instant::min();
  for (const auto& [id, line] : metrics.heard) newest = std::max(newest, line.at);
  if (!metrics.heard.empty() && now - newest > limits::no_news)
    alerts.push_back({"no-news", "", "no service has written a line"});
  return alerts;
}

std::vector<Span> trace(const Metrics& metrics, std::string order_id) {
  std::map<std::string, Span> spans;
  for (const auto& [id, line] : metrics.heard)
    if (line.order_id == order_id && !line.event_id.empty())
      spans[line.event_id] = {line.event_id, line.causation_id, line.service, line.type};
  const auto all = spans;
  for (auto& [id, span] : spans)
    if (!all.contains(span.parent_id)) span.parent_id.clear();

  std::vector<Span> trace;
  std::set<std::string> placed{""};
  while (trace.size() < spans.size()) {
    const std::size_t before = trace.size();
    for (const auto& [id, span] : spans) {
      if (placed.contains(id) || !placed.contains(span.parent_id)) continue;
      trace.push_back(span);
      placed.insert(id);
    }
    if (trace.size() == before) break;  // a circle of causes has no root
  }
  return trace;
}

}  // namespace control_room
