#include "routing.hpp"

namespace plumbing {

eda::Event to_notification(const eda::Event& fact) {
  // TODO 4: What does the postman need to know, and who reads over his shoulder?
  eda::Event notification = fact;
  notification.type = notification_requested;
  return notification;
}

}  // namespace plumbing
