#pragma once

#include <atomic>
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

  bool is_over() const { return is_over_; }
  /// Publishes what follows an event of `order`, once.
  void follow(int order, const std::string& type, const std::string& id);
  int published() const { return published_; }
  int copies() const { return copies_; }

 private:
  void run();
  void publish(std::vector<Json> events);

  Setting setting_;
  Stop stop_;
  Limit limit_{stop_};
  Bus bus_;
  std::mutex mutex_;
  std::minstd_rand random_{1};
  std::atomic<int> published_{0}, copies_{0};
  std::atomic<bool> is_over_{false};
  std::set<std::string> followed_;
  std::thread thread_;
};

}  // namespace real
