#include "observability.hpp"

namespace control_room {

void add(Metrics& metrics, const LogRecord& line) {
  // Each line once, by its id: that is all you need. Keep more in `mine`, if you like.
  metrics.heard[line.line_id] = line;
}

Report report(const Metrics& metrics, eda::Instant now) {
  Report report;
  // TODO 1: For each service, the time from `received` to `handled`. Which two lines
  //         belong together? What of an event that was tried twice, or has two readers?

  // TODO 4: The failed attempts of each service.

  for (const auto& [order_id, lines] : orders_of(metrics)) {
    // TODO 2: Is this order waiting at `now`, and since when?
    ++report.waiting;
    report.oldest = std::max(report.oldest, now - lines.front()->at);

    // TODO 3: Has it timed out, and out of how many?

    // TODO 5: How long did it take from its first `received` to `complete`? And if it is open?
  }
  return report;
}

Funnel funnel(const Metrics& metrics, eda::Instant) {
  Funnel funnel;
  // TODO 6: Each order is in one stage. Which line decides?
  funnel.waiting = int(orders_of(metrics).size());
  return funnel;
}

std::vector<Alert> alerts(const Metrics& metrics, eda::Instant now) {
  std::vector<Alert> alerts;
  for (const auto& [line_id, line] : metrics.heard) {
    if (line.at <= now - limits::window) continue;
    // TODO 7: "slow": the p95 of what each service has handled since then.

    // TODO 7, continued: "dead-letters": what events each service has parked since then.
  }
  // TODO 7, continued: "not-started", of the kitchen: an order has been complete for 10 minutes.

  // TODO 7, continued: "no-news", of no service: no line for 10 minutes. You run nothing in
  //         between: how do you know?
  return alerts;
}

std::vector<Span> trace(const Metrics& metrics, std::string order_id) {
  std::vector<Span> trace;
  for (const auto& [line_id, line] : metrics.heard) {
    if (line.order_id != order_id) continue;
    // TODO 8: The events of the order, each behind the one that caused it. Do you trust the
    //         clocks?
  }
  return trace;
}

}  // namespace control_room
