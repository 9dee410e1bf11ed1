#include "tests/brute_force_world.hpp"

// Queues with and without a name.
namespace brute_force {

using eda::Subscription;

void World::send(const Json& asks) {
  const std::string queue = asks.value("queue", "");
  const std::string dedup_id = queue + "/" + asks.at("dedup_id").get<std::string>();
  if (!queue.empty()) see(is_standard(queue) ? "a standard queue" : "a queue with a name");
  const auto sent = sent_ms_.find(dedup_id);
  if (!is_standard(queue) && sent != sent_ms_.end() && now_ms_ - sent->second < 5 * 60'000)
    return see("dropped by the queue");
  if (!is_standard(queue)) sent_ms_[dedup_id] = now_ms_;
  Event event = eda::event_from_json(asks.at("event"));
  if (retrying(queue) != nullptr) {
    if (handler_of(queue) < 0) return;
    const int repeats = left_.redeliveries_max > 0 ? picks_.pick(2) : 0;
    left_.redeliveries_max -= repeats;
    std::string group = asks.at("group");
    if (is_standard(queue)) group = eda::to_json(event).dump();
    return hold({.queue = queue, .group = group, .event = event, .repeats = repeats});
  }
  if (!queue.empty()) event.extensions["queue"] = queue;
  for (int hears = 0; hears < int(listeners_.size()); ++hears) {
    const Subscription& subscription = *listeners_[std::size_t(hears)].subscription;
    if (subscription.to != Subscription::To::fifo || subscription.queue != queue) continue;
    std::string group = queue + "/" + asks.at("group").get<std::string>();
    if (is_standard(queue)) group = group_of_its_own(queue, event, hears);
    line_up(group, hears, event);
  }
}

bool World::is_standard(const std::string& queue) const {
  for (const sim::Queue& one : scenario_.queues)
    if (one.name == queue) return !one.is_fifo;
  return false;
}

/// Name of a lane that no equal event of the standard queue is in.
std::string World::group_of_its_own(const std::string& queue, const Event& event, int listener) {
  for (int number = 0;; ++number) {
    const std::string name =
        queue + "//" + eda::to_json(event).dump() + " " + std::to_string(number);
    if (!lanes_.contains({name, listener})) return name;
  }
}

}  // namespace brute_force
