#include "correlator.hpp"

#include <set>
#include <string>

namespace kitchen {

/// State of one order, in the row "order/42". It is yours: change it as you like, or keep something
/// else.
struct Order {
  std::string status = "waiting";  ///< waiting | ready | timedout; the last two are for good
  std::set<std::string> tickets;   ///< of payment, inventory, chef: those that have arrived

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, tickets)
};

/// Timer of an order's deadline. Only on_timer gets it.
eda::Event deadline_of(const std::string& order_id) {
  eda::Event timer{"com.pizzaco.kitchen.deadline"};
  timer.source = "kitchen-service";
  timer.id = "deadline-" + order_id;
  timer.data["orderId"] = order_id;
  return timer;
}

eda::Task<> on_fact(eda::Event fact, Ports io) {
  // TODO 1: Which ticket is it: payment, inventory or chef? Leave if it is none of them.

  const std::string order_id = fact.data.at("orderId");
  const std::string key = "order/" + order_id;
  auto order = co_await io.store.get<Order>(key);
  // From here on others may write this order: another fact, the deadline, a copy of this very fact.

  // TODO 2: Record the ticket without losing anybody else's. Who has written since you looked?

  // TODO 3: Decide whether the order is complete, in the write that records the ticket. Which
  //         single write can only one handler win?

  // TODO 4: Publish `ready`. It may be published again, by you or by a redelivery, and must then be
  //         the same fact: where do its `id` and its `time` come from?

  // TODO 5: See that somebody wakes up 30 minutes after the first fact. What does a redelivered
  //         fact do to the deadline?

  // TODO 6: What is left to do for a fact that comes after the end?
}

eda::Task<> on_timer(eda::Event, Ports) {
  // TODO 5, continued: Stop waiting and publish `timed_out`. Who might be completing the order at
  //         this very moment?
  co_return;
}

eda::Task<> on_sweep(eda::Event, Ports) { co_return; }

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
