#include <map>
#include <set>
#include <string>

#include "correlator.hpp"

namespace kitchen {
namespace {

// One row holds all orders. That is slow, because all orders compete for it, and right for the same
// reason. Timers and sweeps both look for orders that are due.

struct Slip {
  std::set<std::string> lacks{"payment", "inventory", "chef"};
  std::string due;
  std::string end;  ///< empty: open; else the time of its end

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Slip, lacks, due, end)
};
struct Nail {
  std::map<std::string, Slip> slips;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Nail, slips)
};

eda::Event news_of(const std::string& order_id, const Slip& slip) {
  eda::Event news{slip.lacks.empty() ? ready : timed_out};
  news.source = "kitchen-service";
  news.id = "kitchen-" + order_id;
  news.time = eda::from_rfc3339(slip.end);
  news.data["orderId"] = order_id;
  if (!slip.lacks.empty()) news.data["missing"] = slip.lacks;
  return news;
}

eda::Task<> publish(eda::Event news, Ports io) {
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(news);
    if (result.ok()) co_return;
  }
}

/// Ends the orders that are due, and announces that.
eda::Task<> look_round(std::string only, Ports io) {
  while (true) {
    auto nail = co_await io.store.get<Nail>("nail", eda::Read::strong);
    bool is_changed = false;
    for (auto& [order_id, slip] : nail->slips) {
      if (!slip.end.empty() || io.clock.now() < eda::from_rfc3339(slip.due)) continue;
      slip.end = eda::to_rfc3339(io.clock.now());
      is_changed = true;
    }
    if (is_changed) {
      const eda::WriteResult result = co_await io.store.put_if_unchanged(nail);
      if (!result.ok()) continue;
    }
    for (const auto& [order_id, slip] : nail->slips) {
      if (slip.end.empty() || slip.lacks.empty()) continue;
      if (!only.empty() && order_id != only) continue;
      const eda::Event news = news_of(order_id, slip);
      co_await publish(news, io);
    }
    co_return;
  }
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  std::string kind;
  if (fact.type == payment_completed) kind = "payment";
  if (fact.type == inventory_reserved) kind = "inventory";
  if (fact.type == chef_assigned) kind = "chef";
  if (kind.empty()) co_return;
  const std::string order_id = fact.data.at("orderId");

  while (true) {
    auto nail = co_await io.store.get<Nail>("nail", eda::Read::strong);
    Slip& slip = nail->slips[order_id];
    if (slip.due.empty()) slip.due = eda::to_rfc3339(io.clock.now() + patience);
    if (slip.end.empty() && slip.lacks.erase(kind) > 0) {
      if (slip.lacks.empty()) slip.end = eda::to_rfc3339(io.clock.now());
      const eda::WriteResult result = co_await io.store.put_if_unchanged(nail);
      if (!result.ok()) continue;
    }
    if (slip.end.empty()) {
      eda::Event timer{"com.pizzaco.kitchen.look"};
      timer.source = "kitchen-service";
      timer.id = "look-" + order_id;
      timer.data["orderId"] = order_id;
      co_await io.timers.schedule(order_id, eda::from_rfc3339(slip.due), timer);
    } else {
      const eda::Event news = news_of(order_id, slip);
      co_await publish(news, io);
    }
    co_return;
  }
}

eda::Task<> on_timer(eda::Event timer, Ports io) {
  const std::string order_id = timer.data.at("orderId");
  co_await look_round(order_id, io);
}

eda::Task<> on_sweep(eda::Event, Ports io) { co_await look_round("", io); }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
