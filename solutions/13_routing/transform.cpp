#include <string>

#include "routing.hpp"

namespace plumbing {

eda::Event to_notification(const eda::Event& fact) {
  eda::Event notification{notification_requested};
  notification.source = "notification";
  notification.id = fact.source + " " + fact.id;  // no source has a space
  notification.time = fact.time;
  notification.data["orderId"] = fact.data.at("orderId");
  notification.data["verdict"] = fact.type.substr(fact.type.rfind('.') + 1);
  return notification;
}

}  // namespace plumbing
