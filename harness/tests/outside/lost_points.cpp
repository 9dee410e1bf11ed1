#include <string>

#include "eda/announce.hpp"
#include "points.hpp"

namespace points {

struct Balance {
  int points = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Balance, points)
};

eda::Task<> on_purchase(eda::Event purchase, Ports io) {
  const std::string customer = purchase.data.at("customer");
  const int euros = purchase.data.at("euros");
  eda::Row<Balance> balance;
  for (bool is_saved = false; !is_saved;) {
    balance = co_await io.store.get<Balance>(customer);
    balance->points += euros;
    const eda::WriteResult result = co_await io.store.put(balance);
    is_saved = result.ok();
  }

  eda::Event fact{credited};
  fact.source = "points";
  fact.id = "credited-for-" + purchase.id;
  fact.time = purchase.time;
  fact.data["customer"] = customer;
  fact.data["balance"] = balance->points;
  co_await eda::announce(fact, io);
}

}  // namespace points
