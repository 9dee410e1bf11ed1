#pragma once

#include "sim/model/request_channel.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// Way to the ports for a handler whose code runs in another process. It sends requests that were
/// made there.
class Passage {
 public:
  virtual ~Passage() = default;

  /// Sends a request. Resumes with the reply; other handlers may have run meanwhile.
  virtual RequestChannel::Awaiter send(Json request) = 0;
  /// Time of the latest reply, or of the start. Unlike Clock::now, this is no use of the clock.
  virtual Instant moment() const = 0;
};

}  // namespace sim
