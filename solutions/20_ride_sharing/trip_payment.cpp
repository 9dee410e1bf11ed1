#include "ride_sharing.hpp"

namespace rides {

/// Row "payment/trip-7": there from the first charge that failed on.
struct PaymentRow {
  std::string retry_at;    ///< moment of the second charge
  bool has_debt = false;   ///< it failed, too
  bool is_closed = false;  ///< the debt has been settled

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(PaymentRow, retry_at, has_debt, is_closed)
};

/// Charges one of the two cards of a trip. A copy of the request is the same request. An answer
/// that was lost is looked up in the book.
eda::Task<bool> is_charged(eda::Event trip, int number, Ports io) {
  const std::string id = text_of(trip, "tripId"), key = id + "/card-" + std::to_string(number);
  const std::string card = trip.data.at("cards").at(std::size_t(number));
  const int cents = trip.data.at("cents");
  const eda::Paid paid = co_await io.gateway.charge(key, id, card, cents);
  if (paid != eda::Paid::unknown) co_return paid == eda::Paid::done;
  const auto found = co_await io.gateway.lookup(key);
  co_return found.has_value();
}

eda::Task<> announce_charged(eda::Event trip, Ports io) {
  co_await eda::announce(charged_of(text_of(trip, "tripId"), text_of(trip, "riderId"),
                                    trip.data.at("cents").get<int>()),
                         io);
}

eda::Task<> on_trip_completed(eda::Event trip, Ports io) {
  const std::string id = text_of(trip, "tripId");
  while (true) {
    auto row = co_await io.store.get<PaymentRow>("payment/" + id, eda::Read::strong);
    if (!row.exists()) {
      const bool is_paid = co_await is_charged(trip, 0, io);
      if (is_paid) {
        co_await announce_charged(trip, io);
        co_return;
      }
      row->retry_at = eda::to_rfc3339(io.clock.now() + retry_after);
      const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
      if (!written.ok()) continue;
    }
    eda::Event timer{"com.rides.payment.retry"};
    timer.source = "payment";
    timer.id = "retry/" + id;
    timer.data = trip.data;
    co_await io.timers.schedule(timer.id, eda::from_rfc3339(row->retry_at), timer);
    co_return;
  }
}

eda::Task<> on_retry(eda::Event timer, Ports io) {
  const std::string id = text_of(timer, "tripId");
  while (true) {
    auto row = co_await io.store.get<PaymentRow>("payment/" + id, eda::Read::strong);
    if (row->has_debt) break;
    // a copy of the trip may have charged the first card after all
    const auto first = co_await io.gateway.lookup(id + "/card-0");
    bool is_paid = first.has_value();
    if (!is_paid) is_paid = co_await is_charged(timer, 1, io);
    if (is_paid) {
      co_await announce_charged(timer, io);
      co_return;
    }
    row->has_debt = true;
    const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
    if (written.ok()) break;
  }
  const int cents = timer.data.at("cents");
  co_await eda::announce(debt_opened_of(id, text_of(timer, "riderId"), cents), io);
}

eda::Task<> on_debt_settled(eda::Event settled, Ports io) {
  const std::string id = text_of(settled, "tripId");
  while (true) {
    auto row = co_await io.store.get<PaymentRow>("payment/" + id, eda::Read::strong);
    if (!row->has_debt) co_return;
    if (row->is_closed) break;
    row->is_closed = true;
    const eda::WriteResult written = co_await io.store.put_if_unchanged(row);
    if (written.ok()) break;
  }
  co_await eda::announce(debt_closed_of(id, text_of(settled, "riderId")), io);
}

}  // namespace rides
