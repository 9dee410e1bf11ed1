// Exhibit 2: the reminder that came before the row.
//
// As reported in MassTransit/MassTransit#1005 (2017-10-05, version 3.5.7, closed, "do-not-fix").
// A saga schedules a message before its new state is stored, although an outbox is on. A fast
// scheduler delivers the message first; it meets the old state, and fails. In our port it leaves.
// The order of the two requests is from the thread; the rest is our reading.
// Rule (03): a ticket still missing at the deadline leads to one time-out. Cure: 03, 07.
#include "museum.hpp"

namespace reminder_before_the_row {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Clock& clock;
};

/// The timer is set first, and the row that it is about is written second.
eda::Task<> on_order(eda::Event order, Ports io) {
  const eda::Event reminder = museum::event("museum.reminder", order.id);
  co_await io.timers.schedule("reminder", io.clock.now() + museum::soon, reminder);
  eda::Item row{"saga/" + order.id, museum::waiting()};
  (void)co_await io.store.put(row);
}

eda::Task<> on_reminder(eda::Event reminder, Ports io) {
  auto row = co_await io.store.get<eda::Json>("saga/" + reminder.subject, eda::Read::strong);
  if (!row.exists()) co_return;  // it is over, or so it seems
  co_await museum::say("museum.reminded", io);
}

/// The cure: the row is written first.
eda::Task<> on_order_cured(eda::Event order, Ports io) {
  eda::Item row{"saga/" + order.id, museum::waiting()};
  (void)co_await io.store.put(row);
  const eda::Event reminder = museum::event("museum.reminder", order.id);
  co_await io.timers.schedule("reminder", io.clock.now() + museum::soon, reminder);
}

}  // namespace reminder_before_the_row
