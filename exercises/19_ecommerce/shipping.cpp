#include "ecommerce.hpp"

namespace shipping {

/// Knowledge of the packers about an order. It is yours: change it as you like, or keep something
/// else.
struct Parcel {
  bool paid = false, reserved = false, cancelled = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Parcel, paid, reserved, cancelled)
};

eda::Task<> on_event(eda::Event event, Ports io) {
  const eda::Key key{"parcel/" + event.data.at("orderId").get<std::string>()};
  auto parcel = co_await io.store.get<Parcel>(key, eda::Read::strong);
  io.log.info(event.type + (parcel.exists() ? ", one more about " : ", the first about ") +
              key.partition);
  // TODO 2: Note what the event says, so that no other one, that comes at the same time, is lost.
  //         Ship when the order is paid and reserved. Which of the two is the last? Who says so if
  //         your handler dies in between? What if a cancellation was here first?
  //         co_await eda::announce(fact(shipped, event), io) publishes. And the carrier will come
  //         back: then the order is delivered.
  co_return;
}

}  // namespace shipping
