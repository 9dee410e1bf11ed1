#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

/// A message that a queue no longer delivers.
struct DeadLetter {
  DeadLetter(std::string receipt, Event event, std::string reason, int count, std::string queue)
      : receipt{std::move(receipt)},
        event{std::move(event)},
        reason{std::move(reason)},
        count{count},
        queue{std::move(queue)} {}

  std::string receipt;  ///< names it until it is redriven or dropped; never used again
  Event event;          ///< as it was sent, without `queue` and `receivecount`
  std::string reason;   ///< of Delivery::park; empty: the queue parked it
  int count;            ///< deliveries before it was parked; after a redrive they count from 1
  std::string queue;    ///< that it came from
};

/// The dead letters of all queues that have some (SQS dead-letter queues).
///
/// A test finds them in `outcome.held("dead_letters").at("letters")`, as a list of {"event",
/// "reason", "count", "queue"}, in the order of `look`.
class DeadLetters {
 public:
  virtual ~DeadLetters() = default;

  /// Up to `at_most` of the dead letters, sorted by queue and by the id of the event. Looking
  /// changes nothing. Throws InvalidRequest unless `at_most` is 1 to 10.
  virtual Task<std::vector<DeadLetter>> look(int at_most) = 0;

  // Each of these does nothing if there is no letter with that receipt: another was faster.

  /// Moves the letter back to its queue, as the last of its group. Its event and the event's id
  /// stay the same.
  virtual Task<> redrive(std::string receipt) = 0;
  /// Removes the letter for good.
  virtual Task<> drop(std::string receipt) = 0;
};

}  // namespace eda
