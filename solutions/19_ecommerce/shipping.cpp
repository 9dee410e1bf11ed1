#include "ecommerce.hpp"

namespace shipping {

/// Knowledge of the packers about an order.
struct Parcel {
  bool paid = false, reserved = false, cancelled = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Parcel, paid, reserved, cancelled)
};

/// Notes what an event says. Resumes with all that is known then, also when it was known before.
eda::Task<Parcel> noted(eda::Event event, Ports io) {
  const eda::Key key{"parcel/" + event.data.at("orderId").get<std::string>()};
  const std::string field = event.type == payment_completed    ? "paid"
                            : event.type == inventory_reserved ? "reserved"
                                                               : "cancelled";
  const eda::Update update = eda::Update{}.set(field, true);
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, update);
    if (result.ok()) co_return result.after().value.get<Parcel>();
  }
}

eda::Task<> on_event(eda::Event event, Ports io) {
  if (event.type == carrier_delivered) {
    co_await eda::announce(fact(delivered, event), io);
    co_return;
  }
  const Parcel parcel = co_await noted(event, io);
  if (!parcel.paid || !parcel.reserved || parcel.cancelled) co_return;
  // Said again by a copy: an equal fact is one fact.
  co_await eda::announce(fact(shipped, event), io);
}

}  // namespace shipping
