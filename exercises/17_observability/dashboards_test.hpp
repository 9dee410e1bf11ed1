#pragma once

#include <fmt/format.h>

#include <string>

#include "check/own_page.hpp"
#include "fixtures/control_room/evening.hpp"
#include "observability.hpp"

/// The three dashboards of a recorded evening, by the functions of the answer: `workshop show 17`.
/// No test looks at them.
namespace room {

using eda::Json;

/// The lines of an evening with all incidents, as the answer has heard them.
inline control_room::Metrics recorded_evening() {
  using evenings::Incident;
  const evenings::Evening evening{
      .incidents = {Incident::slow_chef, Incident::dead_letters, Incident::not_started}};
  control_room::Metrics metrics;
  for (const evenings::Line& line : evenings::lines_of(evening))
    control_room::add(metrics, {line.line_id, line.service, line.what, line.order_id, line.event_id,
                                line.causation_id, line.type, line.attempt, line.at});
  return metrics;
}

inline Json bar(const std::string& label, double value, const std::string& text, bool is_bad) {
  return {{"label", label}, {"value", value}, {"text", text}, {"is_bad", is_bad}};
}

inline Json funnel_chart(const control_room::Metrics& metrics) {
  const control_room::Funnel is = control_room::funnel(metrics, evenings::at("22:00"));
  const auto orders = [](const char* stage, int count, bool is_bad) {
    return bar(stage, count, std::to_string(count), is_bad);
  };
  return {{"title", "Funnel"},
          {"note", "Orders at each stage, at 22:00"},
          {"alarm", nullptr},
          {"bars",
           {orders("waiting", is.waiting, false),
            orders("complete, not started", is.complete_not_started, is.complete_not_started > 0),
            orders("started", is.started, false),
            orders("timed out", is.timed_out, is.timed_out > 0)}}};
}

inline Json bottleneck_chart(const control_room::Metrics& metrics) {
  const std::string slowest = control_room::slowest(metrics);
  Json bars = Json::array();
  for (const auto& [service, latency] :
       control_room::report(metrics, evenings::at("22:00")).latency) {
    const double seconds = double(latency.p95.count()) / 1000;
    const std::string text =
        seconds < 120 ? fmt::format("{:.1f} s", seconds) : fmt::format("{:.1f} min", seconds / 60);
    bars.push_back(bar(service, seconds, text, latency.p95 > control_room::limits::slow));
  }
  const double limit = double(control_room::limits::slow.count()) / 1000;
  return {{"title", "Bottleneck"},
          {"note", fmt::format("p95 of the latency of each service; the dashed line is the limit "
                               "of the alert. Slowest: {}",
                               slowest.empty() ? "none" : slowest)},
          {"alarm", limit},
          {"bars", bars}};
}

inline Json completion_chart(const control_room::Metrics& metrics) {
  Json bars = Json::array();
  for (const char* hour : {"18:00", "19:00", "20:00", "21:00"}) {
    const double rate = control_room::completion_rate(metrics, evenings::at(hour),
                                                      evenings::at(hour) + std::chrono::hours{1});
    bars.push_back(bar(hour, 100 * rate, fmt::format("{:.1f} %", 100 * rate), rate < 0.9));
  }
  return {
      {"title", "Completion rate"},
      {"note", "Share of the orders of each hour that became complete; the dashed line is 90 %"},
      {"alarm", 90},
      {"bars", bars}};
}

inline Json dashboards() {
  const control_room::Metrics metrics = recorded_evening();
  return {
      {"title", "The Control Room: Friday, 18:00 to 22:00"},
      {"note",
       "Drawn from your functions. The recorded evening has 500 orders, a slow chef, a "
       "queue of dead letters and seven orders that nobody started."},
      {"charts", {funnel_chart(metrics), bottleneck_chart(metrics), completion_chart(metrics)}}};
}

inline const check::OwnPage own_page{dashboards};

}  // namespace room
