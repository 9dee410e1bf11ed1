#pragma once

#include <functional>
#include <string>
#include <vector>

#include "eda/service.hpp"
#include "real/postgres.hpp"

namespace real {

/// Events that a subscriber gets in order for each key: the item stream, and the event store's.
/// Each key belongs to one of eight lanes, and a lane is handled by one thread at a time. Rows of
/// the table `lanes` are written in the transaction that causes them.
class Lanes {
 public:
  static constexpr int count = 8;
  /// Lanes of all subscriptions to the item stream (To::changes) or to the event store (To::port).
  static Lanes of(const std::vector<eda::Service>& services, eda::Subscription::To to);
  /// True for a subscription of that kind.
  static bool serve(const eda::Subscription& subscription, eda::Subscription::To to);

  bool has_subscribers() const { return !subscribers_.empty(); }
  /// Adds an event for each subscriber, in the transaction that is under way.
  void add(Postgres& postgres, const std::string& key, const Event& event) const;

  /// Handler of one event. Returns false if the event has to come again.
  using Handle = std::function<bool(Event event)>;
  /// Takes each lane that is free, and handles a part of its events. Returns their number.
  static int follow(Postgres& postgres, const std::string& subscriber, const Handle& handle);

 private:
  std::vector<std::string> subscribers_;
};

/// Name of a subscription that gets its events from lanes: "shop-1".
std::string lane_subscriber(const std::string& service, std::size_t number);

}  // namespace real
