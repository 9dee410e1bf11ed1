#include "real/lanes.hpp"

#include <fmt/format.h>

#include "sim/model/unchecked_event.hpp"

namespace real {

Lanes Lanes::of(const std::vector<eda::Service>& services, eda::Subscription::To to) {
  Lanes lanes;
  for (const eda::Service& service : services)
    for (std::size_t i = 0; i < service.subscriptions.size(); ++i)
      if (serve(service.subscriptions[i], to))
        lanes.subscribers_.push_back(lane_subscriber(service.name, i));
  return lanes;
}

bool Lanes::serve(const eda::Subscription& subscription, eda::Subscription::To to) {
  return subscription.to == to &&
         (to != eda::Subscription::To::port || subscription.port == "events");
}

void Lanes::add(Postgres& postgres, const std::string& key, const Event& event) const {
  const std::string text = eda::to_json(event).dump();
  for (const std::string& subscriber : subscribers_)
    postgres.ask(
        "INSERT INTO lanes(subscriber, lane, event) "
        "VALUES ($1, abs(hashtextextended($2, 0) % 8), $3)",
        {subscriber, key, text});
  if (has_subscribers()) postgres.ask("NOTIFY lanes");
}

int Lanes::follow(Postgres& postgres, const std::string& subscriber, const Handle& handle) {
  int handled = 0;
  for (int lane = 0; lane < count; ++lane) {
    const std::string number = std::to_string(lane), lock = subscriber + "/" + number;
    if (!postgres.try_lock(lock)) continue;
    const auto rows = postgres.ask(
        "SELECT number, event FROM lanes WHERE subscriber = $1 AND lane = $2 "
        "ORDER BY number LIMIT 16",
        {subscriber, number});
    for (const auto& row : rows) {
      if (!handle(sim::unchecked_event(Json::parse(*row[1])))) break;
      postgres.ask("DELETE FROM lanes WHERE number = $1", {row[0]});
      ++handled;
    }
    postgres.unlock(lock);
  }
  return handled;
}

std::string lane_subscriber(const std::string& service, std::size_t number) {
  return fmt::format("{}-{}", service, number);
}

}  // namespace real
