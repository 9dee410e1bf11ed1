#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "outbox.hpp"

namespace orders {
namespace {

// An order is the list of its changes. A change is the state and the letter at once, so it takes
// one write. A cursor for each order says how many of its changes have been published.

/// Row {"changes/42", "1000001"}; never overwritten.
struct Change {
  std::string order;
  std::string type;
  std::string command;
  int sequence = 0;
  std::int64_t cents = 0;  ///< the total after it

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Change, order, type, command, sequence, cents)
};

/// Row "cursor/42".
struct Cursor {
  int sent = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Cursor, sent)
};

using Changes = std::vector<eda::Row<Change>>;

bool knows(const Changes& changes, const std::string& command_id) {
  for (const eda::Row<Change>& change : changes)
    if (change->command == command_id) return true;
  return false;
}

eda::Task<> append(eda::Event command, std::string type, Ports io) {
  const std::string order_id = command.data.at("orderId");
  const std::string command_id = command.data.at("commandId");
  const std::string partition = "changes/" + order_id;
  while (true) {
    const Changes before = co_await io.store.query<Change>(partition, eda::Read::strong);
    if (before.empty() != (type == placed) || knows(before, command_id)) co_return;
    eda::Row<Change> next;
    next->order = order_id;
    next->type = type;
    next->command = command_id;
    next->sequence = int(before.size()) + 1;
    next->cents = command.data.at("cents").get<std::int64_t>();
    if (!before.empty()) next->cents += before.back()->cents;
    next.key = eda::Key{partition, std::to_string(1'000'000 + next->sequence)};
    const eda::WriteResult result = co_await io.store.put(next, eda::Condition::absent());
    if (result.ok()) co_return;
  }
}

eda::Event fact_of(const Change& change) {
  eda::Event fact{change.type};
  fact.source = "order-service";
  fact.id = change.order + "-" + std::to_string(change.sequence);
  fact.data["orderId"] = change.order;
  fact.data["sequence"] = change.sequence;
  fact.data["cents"] = change.cents;
  return fact;
}

/// Publishes the changes of an order from its cursor on, up to the first that the bus does not
/// take.
eda::Task<> catch_up(std::string order_id, Ports io) {
  auto cursor = co_await io.store.get<Cursor>("cursor/" + order_id, eda::Read::strong);
  const Changes changes = co_await io.store.query<Change>("changes/" + order_id, eda::Read::strong);
  for (const eda::Row<Change>& change : changes) {
    if (change->sequence <= cursor->sent) continue;
    const eda::Event fact = fact_of(change.value);
    const eda::PublishResult result = co_await io.bus.publish(fact);
    if (!result.ok()) co_return;
    cursor->sent = change->sequence;
    const eda::WriteResult moved = co_await io.store.put_if_unchanged(cursor);
    if (!moved.ok()) co_return;  // another postman is ahead
  }
}

}  // namespace

eda::Task<> on_place_order(eda::Event command, Ports io) { co_await append(command, placed, io); }

eda::Task<> on_add_item(eda::Event command, Ports io) { co_await append(command, item_added, io); }

eda::Task<> on_sweep(eda::Event, Ports io) {
  const Changes changes = co_await io.store.scan<Change>("changes/");
  std::set<std::string> order_ids;
  for (const eda::Row<Change>& change : changes) order_ids.insert(change->order);
  for (const std::string& order_id : order_ids) co_await catch_up(order_id, io);
}

eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace orders
