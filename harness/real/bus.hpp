#pragma once

#include <string>
#include <vector>

#include "eda/service.hpp"
#include "real/nats.hpp"

namespace real {

/// Type of the event by which a handler's answer reaches its caller: data {"request", "value"}.
inline const std::string answered = "eda.caller.answered";

/// Stream of all events on the bus.
inline const std::string events_stream = "EVENTS";

/// Durable consumer of the bus.
struct Consumer {
  std::string name, subject;
};
/// Returns those of all subscriptions to the bus: one for each type, or one for a pattern.
std::vector<Consumer> consumers_of(const std::vector<eda::Service>& services);

/// The bus: a JetStream stream of CloudEvents in structured mode, one subject for each type
/// (CloudEvents NATS Protocol Binding 1.0.2). There is no Nats-Msg-Id: a copy is a copy.
class Bus final : public Engine {
 public:
  Bus(Nats& nats, const Limit& limit, std::string domain)
      : nats_{nats}, limit_{limit}, domain_{std::move(domain)} {}

  Json carry_out(const Json& request) override;
  /// Publishes a CloudEvent as JSON. Returns "accepted", "failed" or "unknown". While the stream
  /// has no leader it waits, for a second at most, before it returns "failed".
  const char* publish(const Json& event) const;

 private:
  Nats& nats_;
  const Limit& limit_;
  std::string domain_;
};

/// Callers: an answer is an event that the caller finds on the bus.
class Caller final : public Engine {
 public:
  Caller(Nats& nats, const Limit& limit) : limit_{limit}, bus_{nats, limit, ""} {}
  Json carry_out(const Json& request) override;

 private:
  const Limit& limit_;
  Bus bus_;
};

}  // namespace real
