#include "projections.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace shop {

/// Row "view/bookmark": how far both boards have read.
struct Bookmark {
  int position = 0;
  std::string generation = "first";  ///< part of the keys of all rows that are shown
  std::int64_t cents_min = 0;        ///< smaller orders do not count

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Bookmark, position, generation, cents_min)
};

/// Row {"view/orders/first", "42"}.
struct OrderRow {
  std::string status;
  std::string customer;
  std::int64_t cents = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(OrderRow, status, customer, cents)
};

/// Row {"view/customers/first", "7"}.
struct CustomerRow {
  std::string tier;
  std::int64_t paid_cents = 0;
  int orders = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(CustomerRow, tier, paid_cents, orders)
};

/// Returns an event that a command has caused. Its id is the id of the command, so that you find it
/// in the stream.
eda::Event caused_by(const eda::Event& request, const std::string& type) {
  eda::Event event{type};
  event.source = "shop";
  event.id = request.data.at("commandId");
  event.data["orderId"] = request.data.at("orderId");
  if (type == created) event.data["customerId"] = request.data.at("customerId");
  if (type == created) event.data["cents"] = request.data.at("cents");
  if (type == paid) event.data["paymentId"] = request.data.at("paymentId");
  return event;
}

/// Changes the state by one event. Throws UnknownEvent.
void apply(std::optional<Order>& order, const eda::Event& event) {
  if (event.type == created) {
    order = Order{};
    order->status = "created";
    order->customer = event.data.at("customerId");
    order->cents = event.data.at("cents");
  } else if (event.type == paid) {
    order->status = "paid";
    order->payment = event.data.at("paymentId");
  } else if (event.type == shipped) {
    order->status = "shipped";
  } else if (event.type == cancelled) {
    order->status = "cancelled";
  } else {
    throw UnknownEvent{event.type};
  }
  order->commands.insert(event.id);
}

std::optional<Order> order_from(const std::vector<eda::Event>& stream) {
  std::optional<Order> order;
  for (const eda::Event& event : stream) apply(order, event);
  return order;
}

Decision rejected(const std::string& why) { return {.accepted = false, .why = why, .events = {}}; }
Decision nothing_to_do() { return {.accepted = true, .why = "", .events = {}}; }
Decision accepted(const eda::Event& request, const std::string& type) {
  return {.accepted = true, .why = "", .events = {caused_by(request, type)}};
}

Decision decide(const std::optional<Order>& order, const eda::Event& request) {
  const std::string what = request.data.at("do");
  if (order && order->commands.contains(request.data.at("commandId"))) return nothing_to_do();
  if (what == "create") return order ? rejected("it exists") : accepted(request, created);
  if (!order) return rejected("there is no such order");

  const Order& now = *order;
  if (what == "pay") {
    if (now.status == "cancelled") return rejected("it is cancelled");
    const bool is_same = now.payment == request.data.at("paymentId");
    if (now.status != "created") return is_same ? nothing_to_do() : rejected("it has been paid");
    if (request.data.at("cents") != now.cents) return rejected("this is not the total");
    return accepted(request, paid);
  }
  if (what == "ship") {
    if (now.status == "shipped") return nothing_to_do();
    return now.status == "paid" ? accepted(request, shipped) : rejected("it is " + now.status);
  }
  if (now.status == "cancelled") return nothing_to_do();
  return now.status == "shipped" ? rejected("it is shipped") : accepted(request, cancelled);
}

int position_of(const eda::Event& event) { return event.extensions.at("position").get<int>(); }

eda::Task<Answer> on_command(eda::Event request, Ports io) {
  const std::string stream = "order/" + request.data.at("orderId").get<std::string>();
  while (true) {
    const auto events = co_await io.events.read(stream, 1, 100, eda::Read::strong);
    Decision decision;
    try {
      decision = decide(order_from(events), request);
    } catch (const UnknownEvent&) {
      decision = rejected("unknown event");
    }
    Answer answer;
    answer.result = decision.accepted ? "accepted" : "rejected";
    answer.why = decision.why;
    if (decision.accepted && !events.empty()) answer.position = position_of(events.back());
    if (decision.events.empty()) co_return answer;

    const auto result = co_await io.events.append(stream, int(events.size()), decision.events);
    answer.position = result.position();
    if (result.appended()) co_return answer;
    // another was first, or no answer came: read, and decide again
  }
}

/// Returns the writes that take `event` into the boards of a bookmark.
eda::Task<std::vector<eda::Write>> changes_by(eda::Event event, Bookmark bookmark, Ports io) {
  const eda::Json& data = event.data;
  std::vector<eda::Write> writes;
  const bool is_of_order = event.type == created || event.type == paid || event.type == shipped ||
                           event.type == cancelled;
  eda::Row<OrderRow> order;
  if (is_of_order) {
    const std::string board = "view/orders/" + bookmark.generation;
    const eda::Key key{board, data.at("orderId").get<std::string>()};
    order = co_await io.store.get<OrderRow>(key, eda::Read::strong);
    order->status = event.type.substr(event.type.rfind('.') + 1);
    if (event.type == created) order->customer = data.at("customerId");
    if (event.type == created) order->cents = data.at("cents");
    writes.push_back(eda::Write::put(order));
  }
  const bool counts = event.type == paid && order->cents >= bookmark.cents_min;
  if (counts || event.type == registered) {
    const std::string board = "view/customers/" + bookmark.generation;
    const std::string id = counts ? order->customer : data.at("customerId").get<std::string>();
    const eda::Key key{board, id};
    auto customer = co_await io.store.get<CustomerRow>(key, eda::Read::strong);
    if (counts) customer->paid_cents += order->cents;
    if (counts) customer->orders += 1;
    if (event.type == registered) customer->tier = data.at("tier");
    writes.push_back(eda::Write::put(customer));
  }
  co_return writes;
}

// The event is a wake-up: its handler reads on from the bookmark, up to this event.
eda::Task<> on_event(eda::Event event, Ports io) {
  while (true) {
    auto bookmark = co_await io.store.get<Bookmark>("view/bookmark", eda::Read::strong);
    if (bookmark->position >= position_of(event)) co_return;
    const auto next = co_await io.events.read_all(bookmark->position, 1);
    auto writes = co_await changes_by(next.front(), bookmark.value, io);
    bookmark->position += 1;
    writes.push_back(eda::Write::put_if_unchanged(bookmark));
    (void)co_await io.store.transact_write(writes);  // not written: another was first
  }
}

// The bookmark is read first, then the rows: they may be newer than `asOf`, and never older.
eda::Task<eda::Json> on_show_orders(eda::Event, Ports io) {
  const auto bookmark = co_await io.store.get<Bookmark>("view/bookmark", eda::Read::strong);
  const std::string board = "view/orders/" + bookmark->generation;
  const auto rows = co_await io.store.query<OrderRow>(board, eda::Read::strong);
  eda::Json shown = {{"rows", eda::Json::object()}, {"asOf", bookmark->position}};
  for (const eda::Row<OrderRow>& row : rows)
    shown["rows"][row.key.sort] = {{"status", row->status}, {"cents", row->cents}};
  co_return shown;
}

eda::Task<eda::Json> on_show_customers(eda::Event, Ports io) {
  const auto bookmark = co_await io.store.get<Bookmark>("view/bookmark", eda::Read::strong);
  const std::string board = "view/customers/" + bookmark->generation;
  const auto rows = co_await io.store.query<CustomerRow>(board, eda::Read::strong);
  eda::Json shown = {{"rows", eda::Json::object()}, {"asOf", bookmark->position}};
  for (const eda::Row<CustomerRow>& row : rows)
    shown["rows"][row.key.sort] = {
        {"tier", row->tier}, {"paid_cents", row->paid_cents}, {"orders", row->orders}};
  co_return shown;
}

eda::Task<> on_rebuild(eda::Event request, Ports io) {
  Bookmark mine;  // of new boards, which are not shown yet
  mine.generation = co_await io.ids.next();
  mine.cents_min = request.data.at("centsMin");
  while (true) {
    auto bookmark = co_await io.store.get<Bookmark>("view/bookmark", eda::Read::strong);
    if (bookmark->generation == mine.generation) co_return;  // switched, and no answer came
    const auto events = co_await io.events.read_all(mine.position, 100);
    for (const eda::Event& event : events) {
      const auto writes = co_await changes_by(event, mine, io);
      for (bool is_written = writes.empty(); !is_written;) {
        const eda::WriteResult result = co_await io.store.transact_write(writes);
        is_written = result.ok();
      }
      mine.position = position_of(event);
    }
    bookmark.value = mine;  // as far as the old one, or farther
    const eda::WriteResult switched = co_await io.store.put_if_unchanged(bookmark);
    if (switched.ok()) co_return;
  }
}

}  // namespace shop
