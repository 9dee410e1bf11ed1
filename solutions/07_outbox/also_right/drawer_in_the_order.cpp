#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "outbox.hpp"

namespace orders {
namespace {

// The letters are in the row of their order, so the change and the letter are one write without a
// transaction. The item stream announces a change at once; the sweep sends what it has left behind.

struct Letter {
  std::string type;
  int sequence = 0;
  std::int64_t cents = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Letter, type, sequence, cents)
};

struct Order {
  std::string id;
  std::int64_t cents = 0;
  int sequence = 0;
  std::set<std::string> commands;
  std::vector<Letter> unsent;  ///< in their sequence

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, id, cents, sequence, commands, unsent)
};

std::string key_of(const eda::Event& command) {
  return "order/" + command.data.at("orderId").get<std::string>();
}

eda::Task<bool> accept(eda::Event command, std::string type, eda::Row<Order> order, Ports io) {
  order->id = command.data.at("orderId");
  order->cents += command.data.at("cents").get<std::int64_t>();
  order->sequence += 1;
  order->commands.insert(command.data.at("commandId"));
  Letter letter;
  letter.type = type;
  letter.sequence = order->sequence;
  letter.cents = order->cents;
  order->unsent.push_back(letter);
  const eda::WriteResult result = co_await io.store.put_if_unchanged(order);
  co_return result.ok();
}

/// Publishes the letters in the row, up to the first that the bus does not take.
eda::Task<> empty_drawer(std::string key, Ports io) {
  auto order = co_await io.store.get<Order>(key, eda::Read::strong);
  while (!order->unsent.empty()) {
    const Letter letter = order->unsent.front();
    eda::Event fact{letter.type};
    fact.source = "order-service";
    fact.id = order->id + "-" + std::to_string(letter.sequence);
    fact.data["orderId"] = order->id;
    fact.data["sequence"] = letter.sequence;
    fact.data["cents"] = letter.cents;
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (!result.ok()) co_return;

    order->unsent.erase(order->unsent.begin());
    const eda::WriteResult written = co_await io.store.put_if_unchanged(order);
    if (!written.ok()) co_return;  // the next one sends a copy
  }
}

}  // namespace

eda::Task<> on_place_order(eda::Event command, Ports io) {
  for (bool is_accepted = false; !is_accepted;) {
    const auto order = co_await io.store.get<Order>(key_of(command), eda::Read::strong);
    if (order.exists()) co_return;
    is_accepted = co_await accept(command, placed, order, io);
  }
}

eda::Task<> on_add_item(eda::Event command, Ports io) {
  const std::string command_id = command.data.at("commandId");
  for (bool is_accepted = false; !is_accepted;) {
    const auto order = co_await io.store.get<Order>(key_of(command), eda::Read::strong);
    if (!order.exists() || order->commands.contains(command_id)) co_return;
    is_accepted = co_await accept(command, item_added, order, io);
  }
}

eda::Task<> on_sweep(eda::Event, Ports io) {
  const auto orders = co_await io.store.scan<Order>("order/");
  for (const eda::Row<Order>& order : orders)
    if (!order->unsent.empty()) co_await empty_drawer(order.key.partition, io);
}

eda::Task<> on_change(eda::Event record, Ports io) {
  const std::string key = record.data.at("partition");
  co_await empty_drawer(key, io);
}

}  // namespace orders
