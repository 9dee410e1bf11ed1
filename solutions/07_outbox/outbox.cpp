#include "outbox.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace orders {

/// Row "order/42".
struct Order {
  std::int64_t cents = 0;          ///< the total
  int sequence = 0;                ///< number of changes so far
  std::set<std::string> commands;  ///< ids of the commands that have been accepted

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, cents, sequence, commands)
};

/// A fact in the drawer, in the row {"outbox", "42/1000001"}.
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
  fact.data["orderId"] = letter.order;
  fact.data["sequence"] = letter.sequence;
  fact.data["cents"] = letter.cents;
  return fact;
}

/// Accepts a command: changes the order and writes the letter, in one transaction. False: read and
/// decide again.
eda::Task<bool> accept(eda::Event command, std::string type, eda::Row<Order> order, Ports io) {
  order->cents += command.data.at("cents").get<std::int64_t>();
  order->sequence += 1;
  order->commands.insert(command.data.at("commandId"));

  Letter letter;
  letter.order = command.data.at("orderId");
  letter.sequence = order->sequence;
  letter.id = letter.order + "-" + std::to_string(letter.sequence);
  letter.type = type;
  letter.cents = order->cents;

  eda::Row<Letter> row;
  // as many digits in each key, so that 10 sorts after 9
  row.key = eda::Key{"outbox", letter.order + "/" + std::to_string(1'000'000 + letter.sequence)};
  row.value = letter;

  std::vector<eda::Write> writes;
  writes.push_back(eda::Write::put_if_unchanged(order));
  writes.push_back(eda::Write::put(row, eda::Condition::absent()));
  const eda::WriteResult result = co_await io.store.transact_write(writes);
  co_return result.ok();
}

eda::Task<> on_place_order(eda::Event command, Ports io) {
  const std::string key = "order/" + command.data.at("orderId").get<std::string>();
  for (bool is_accepted = false; !is_accepted;) {
    const auto order = co_await io.store.get<Order>(key, eda::Read::strong);
    if (order.exists()) co_return;  // also for a copy of the command, and after a lost answer
    is_accepted = co_await accept(command, placed, order, io);
  }
}

eda::Task<> on_add_item(eda::Event command, Ports io) {
  const std::string key = "order/" + command.data.at("orderId").get<std::string>();
  const std::string command_id = command.data.at("commandId");
  for (bool is_accepted = false; !is_accepted;) {
    const auto order = co_await io.store.get<Order>(key, eda::Read::strong);
    if (!order.exists() || order->commands.contains(command_id)) co_return;
    is_accepted = co_await accept(command, item_added, order, io);
  }
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  auto letters = co_await io.store.query<Letter>("outbox", eda::Read::strong);
  std::set<std::string> held_up;  // orders with a letter that the bus did not take in this round
  for (eda::Row<Letter>& letter : letters) {
    if (letter->is_sent || held_up.contains(letter->order)) continue;

    const eda::Event fact = fact_of(letter.value);
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (!result.ok()) {
      held_up.insert(letter->order);
      continue;
    }
    letter->is_sent = true;
    (void)co_await io.store.put_if_unchanged(letter);  // not written: the next round sends a copy
  }
}

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace orders
