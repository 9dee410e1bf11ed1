#include "outbox.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace orders {

/// State of one order, in the row "order/42". It is yours: change it as you like, or keep something
/// else.
struct Order {
  std::int64_t cents = 0;          ///< the total
  int sequence = 0;                ///< number of changes so far
  std::set<std::string> commands;  ///< ids of the commands that have been accepted

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, cents, sequence, commands)
};

/// A fact that waits in the drawer. It is yours as well.
struct Letter {
  std::string id;    ///< of the fact
  std::string type;  ///< of the fact
  std::string order;
  int sequence = 0;
  std::int64_t cents = 0;
  bool is_sent = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Letter, id, type, order, sequence, cents, is_sent)
};

/// Returns the fact in a letter. All its fields come from the letter, so all copies are equal.
eda::Event fact_of(const Letter& letter) {
  eda::Event fact{letter.type};
  fact.source = "order-service";
  fact.id = letter.id;
  // TODO 3: Fill in `data`. The command was for you. What of it is for everybody?
  return fact;
}

eda::Task<> on_place_order(eda::Event command, Ports io) {
  const std::string key = "order/" + command.data.at("orderId").get<std::string>();
  const auto order = co_await io.store.get<Order>(key, eda::Read::strong);
  if (order.exists()) co_return;
  // From here on others may write this order: another command, or a copy of this one.

  // TODO 1: Save the order and its letter in one transaction (`io.store.transact_write`). On which
  //         conditions? And when it was not made, or no answer came: where do you start again?

  // TODO 2: Give the letter its `id`, its `sequence` and a key. Which of them may depend on the
  //         clock, and what happens when two letters get the same key?
}

eda::Task<> on_add_item(eda::Event command, Ports io) {
  io.log.info("to be added: command " + command.id);
  // TODO 1 and 2, continued: Save the new total and its letter. Leave if there is no such order, or
  //         if you have had this `commandId`. How do you know that you have had it?
  co_return;
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  io.log.info("a round of the postman");
  // TODO 4: Find the letters that have not been sent, those of each order in their sequence. Which
  //         read may miss one in the middle?

  // TODO 5: Publish them, and look at each result. Which letters have to wait for one that the bus
  //         did not take, and which do not?

  // TODO 6: Mark what has been sent. You may die just before: what goes out in the next round?
  co_return;
}

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace orders
