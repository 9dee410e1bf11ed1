#pragma once

#include <nats/nats.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "real/engine.hpp"

namespace real {

struct NatsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A message of NATS, owned.
class NatsMessage {
 public:
  explicit NatsMessage(natsMsg* raw = nullptr) : raw_{raw} {}
  NatsMessage(NatsMessage&& other) noexcept : raw_{std::exchange(other.raw_, nullptr)} {}
  NatsMessage& operator=(NatsMessage other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~NatsMessage() { natsMsg_Destroy(raw_); }

  natsMsg* raw() const { return raw_; }
  std::string data() const;
  /// Sequence number in its stream: equal for each delivery of one message.
  std::uint64_t sequence() const;
  /// False: it was delivered before, and not acknowledged.
  bool is_first_delivery() const;

 private:
  natsMsg* raw_;
};

/// State of a durable consumer.
struct Backlog {
  std::uint64_t waiting = 0;   ///< messages that have not been delivered yet
  std::int64_t in_flight = 0;  ///< delivered and not acknowledged
  bool is_known = false;       ///< false: no leader has answered
  bool is_idle() const { return is_known && waiting == 0 && in_flight == 0; }
};

/// A connection to the cluster. It reconnects to whichever server is up. For all threads.
class Nats {
 public:
  /// `urls`: of the servers, with user and password.
  explicit Nats(const std::vector<std::string>& urls);
  ~Nats();
  Nats(const Nats&) = delete;
  Nats& operator=(const Nats&) = delete;

  jsCtx* stream() const { return stream_; }
  natsConnection* connection() const { return connection_; }

  struct NewStream {
    std::string name, subjects;
    std::int64_t messages_per_subject = 0;  ///< only the newest are kept; 0: all are
    bool has_direct_reads = false;          ///< any replica may answer
  };
  /// Makes a stream with three replicas. Throws NatsError.
  void add_stream(const NewStream& wanted);
  struct NewConsumer {
    std::string stream, durable, subject;
    Milliseconds acknowledged_within{};
  };
  void add_consumer(const NewConsumer& wanted);

  Backlog backlog(const std::string& stream, const std::string& durable) const;
  /// Name of the server that leads the stream; empty: none does.
  std::string leader(const std::string& stream) const;

 private:
  natsConnection* connection_ = nullptr;
  jsCtx* stream_ = nullptr;
};

/// A durable pull consumer.
class Pull {
 public:
  Pull(Nats& nats, const std::string& stream, const std::string& durable);
  ~Pull() { natsSubscription_Destroy(subscription_); }
  Pull(const Pull&) = delete;
  Pull& operator=(const Pull&) = delete;

  /// Returns the messages that are there, or waits for the next; none: no message came in that
  /// time, others have asked for all that there are, or no server answered.
  std::vector<NatsMessage> fetch(int most, Milliseconds time);

 private:
  natsSubscription* subscription_ = nullptr;
};

/// Name of a subject for an event type. A character that a subject may not have becomes =20. (The
/// server 2.9 does not take %20: it uses names of consumers as formats.)
std::string subject_of(const std::string& type);
/// Name of the consumer of a subscription: service, place in the service's table, type.
std::string consumer_of(const std::string& service, std::size_t number, const std::string& type);

}  // namespace real
