// Exhibit 3: the drawer that was emptied twice.
//
// As reported in MassTransit/MassTransit#3791 (the ids in its log are of 2022-10-27; closed).
// Events that a consumer publishes through the transactional outbox with inbox come out twice; the
// log shows the same entry of the outbox sent two times, under the same message id.
// The mechanism below is our reading; so is the reader, who does not look at the id.
// Rule (07): one change, one effect. Cure: 06 and 07, at the reader: the id names the effect.
#include "museum.hpp"

namespace drawer_emptied_twice {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Ids& ids;
};

/// Two sweeps may both find the letter, before either of them marks it as sent.
eda::Task<> on_sweep(eda::Event, Ports io) {
  auto letter = co_await io.store.get<eda::Json>("drawer/1", eda::Read::strong);
  if (letter->contains("sent")) co_return;
  const eda::Event invoice = museum::event("museum.letter", "invoice-1");
  (void)co_await io.bus.publish(invoice);
  const eda::Update sent = eda::Update().set("sent", true);
  (void)co_await io.store.update("drawer/1", sent);
}

/// The reader books each letter that comes in.
eda::Task<> on_letter(eda::Event letter, Ports io) {
  const std::string booking = co_await io.ids.next();
  eda::Event booked = museum::event("museum.booked", letter.id);
  booked.id = booking;
  (void)co_await io.bus.publish(booked);
}

/// The cure: the booking has the name of the letter. The drawer is still emptied twice.
eda::Task<> on_letter_cured(eda::Event letter, Ports io) {
  eda::Event booked = museum::event("museum.booked", letter.id);
  booked.id = "booking-of-" + letter.id;
  (void)co_await io.bus.publish(booked);
}

}  // namespace drawer_emptied_twice
