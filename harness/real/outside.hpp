#pragma once

#include <map>
#include <memory>
#include <string>

#include "real/nats.hpp"
#include "sim/model/ports.hpp"
#include "simulate/port_engine.hpp"

namespace real {

/// The services outside: payment gateway, mailer, metrics. The simulated ports themselves, in the
/// driver's process, which no fault strikes. Some of their answers are lost on the way.
class Outside {
 public:
  struct Setting {
    const Pace& pace;
    int answers_withheld = 0;  ///< percent
  };
  Outside(Nats& nats, const Setting& setting);
  ~Outside();
  Outside(const Outside&) = delete;
  Outside& operator=(const Outside&) = delete;

 private:
  /// Called by one thread of the library.
  void answer(const NatsMessage& message);

  Nats& nats_;
  Setting setting_;
  sim::Scenario scenario_{};
  sim::SharedTables tables_;
  std::map<std::string, std::unique_ptr<sim::Port>> ports_;
  std::map<std::string, std::unique_ptr<sim::PortEngine>> engines_;
  sim::Random random_{1};
  natsSubscription* subscription_ = nullptr;
};

}  // namespace real
