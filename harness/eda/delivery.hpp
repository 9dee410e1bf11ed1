#pragma once

#include <string>

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"
#include "eda/time.hpp"

namespace eda {

/// The message that a handler of a queue has in hand (SQS ReceiveMessage). Only a queue to which
/// the scenario gives a RetryPolicy has such messages. Each has an extension `receivecount`: the
/// number of its deliveries so far, this one included, from 1 on.
///
/// A handler that ends without a word here has acknowledged its message: it is gone. When a handler
/// dies, its message comes again. So it does when the queue's visibility timeout passes while the
/// handler is still under way, if the scenario has Faults::visibility_expiries_max. That handler
/// goes on, and no longer has its message in hand: what it says here does nothing, and neither does
/// its end.
///
/// After as many deliveries as the policy says, the queue does not deliver the message again. It
/// parks the message, without a reason.
///
/// The first word counts: after it, the handler no longer has its message in hand. In a FIFO queue
/// the rest of the group waits while one of its messages is in hand or put off. A parked message
/// lets the group go on.
class Delivery {
 public:
  virtual ~Delivery() = default;

  /// Puts the message off: it comes again after `delay` (SQS ChangeMessageVisibility). Resumes when
  /// the queue has noted it. Throws InvalidRequest for a delay below 0 or above the queue's
  /// longest, which is 12 hours unless its policy says less, and in a handler without a message of
  /// such a queue.
  virtual Task<> retry_after(Duration delay) = 0;

  /// Puts the message into the dead letters, with that reason. Resumes when it is there. Throws
  /// InvalidRequest in a handler without a message of such a queue, and if the queue has no dead
  /// letters.
  virtual Task<> park(std::string reason) = 0;
};

}  // namespace eda
