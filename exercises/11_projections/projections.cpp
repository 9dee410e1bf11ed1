#include "projections.hpp"

#include <cstdint>
#include <string>

namespace shop {

// The rows of the boards. They are yours: change them as you like, or keep something else.

/// Row "view/bookmark": how far both boards have read.
struct Bookmark {
  int position = 0;
  std::string generation = "first";  ///< part of the keys of all rows that are shown
  std::int64_t cents_min = 0;        ///< stretch: smaller orders do not count

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

std::optional<Order> order_from(const std::vector<eda::Event>& stream) {
  std::optional<Order> order;
  for (const eda::Event& event : stream) {
    // TODO 1: Apply the event. Of which type must it be, in full? What if it is of none of them?
    if (order) order->commands.insert(event.id);
  }
  return order;
}

Decision decide(const std::optional<Order>& order, const eda::Event& request) {
  // TODO 2: Follow the table. Which commands change nothing, and are accepted all the same?
  Decision decision;
  decision.why = "not decided: " + request.data.at("do").get<std::string>();
  if (order) decision.why += " an order that is " + order->status;
  return decision;
}

eda::Task<Answer> on_command(eda::Event request, Ports io) {
  const std::string stream = "order/" + request.data.at("orderId").get<std::string>();
  const auto events = co_await io.events.read(stream, 1, 100, eda::Read::strong);
  const Decision decision = decide(order_from(events), request);
  // TODO 3: Append what you have decided, on the condition that nobody else was first. And if
  //         somebody was, or if no answer came: what must you do again, from where?
  Answer answer;
  answer.result = decision.accepted ? "accepted" : "rejected";
  answer.why = decision.why;
  co_return answer;
}

eda::Task<> on_event(eda::Event event, Ports io) {
  io.log.info("to be taken in: " + event.type);
  // TODO 4: Take the event into the board of the orders. You may get it twice, and you may die
  //         after any step. How do you know that you have had it?

  // TODO 5: Take it into the board of the customers. Position 3 may come before position 2: what
  //         does that do to your way of knowing? Which rows, and which mark, must change at once?
  co_return;
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
  io.log.info("to be made again: " + request.type);
  // TODO 6, stretch: Make both boards again beside the old ones, by the new rule, while events go
  //         on arriving. Then switch. What must be true of the old boards at that moment?
  co_return;
}

}  // namespace shop
