#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "real/bus.hpp"
#include "real/plan.hpp"

namespace real {

/// Publishes the events of all orders in a drawn order, some of them twice.
class Load {
 public:
  struct Setting {
    const Plan& plan;
    int orders = 0;
    int copies = 0;  ///< percent of the events that are published twice
  };
  Load(Nats& nats, const Setting& setting);
  /// Waits for the end of the publications.
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  /// True when all events are published that are due.
  bool is_over() const;
  /// Publishes what follows an event of `order`, once. Does not wait for it.
  void follow(int order, const std::string& type, const std::string& id);
  int published() const { return published_; }
  int copies() const { return copies_; }

 private:
  void run();
  void publish_what_follows();
  void publish(std::vector<Json> events);

  /// Threads of each kind: a publication waits until two of three servers have stored it.
  static constexpr int publishers = 4;

  Setting setting_;
  Stop stop_;
  Limit limit_{stop_};
  Bus bus_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::minstd_rand random_{1};
  std::atomic<int> published_{0}, copies_{0};
  std::set<std::string> followed_;
  std::deque<std::vector<Json>> following_;  ///< events to publish
  int being_published_ = 0;                  ///< those taken from it and not published yet
  std::atomic<int> next_order_{1}, running_{publishers};
  std::vector<std::thread> threads_;
};

}  // namespace real
