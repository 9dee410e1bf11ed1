#pragma once

#include <vector>

#include "protocol/frame.hpp"
#include "sim/learn/execution.hpp"

namespace grader {

/// A request of the judge to the subject.
struct Command {
  enum class What {
    run_history,  ///< a delivery from its beginning, alone
    start,        ///< a delivery beside others, with the number `run`
    tell,         ///< one more reply of a port for `run`
    drop,         ///< `run` is over
  };
  What what = What::run_history;
  int run = 0;
  int service = 0;       ///< index into the activity's services, in the order of its header
  int subscription = 0;  ///< index into those of the service
  sim::Event event{};
  sim::Instant now{};  ///< start of the delivery, or time of the reply (tell)
  Json told{};
  std::vector<sim::TimedReply> history{};  ///< rehearse

  /// Maximal number of asks in the reply. If it is not 0, there must be at least one.
  std::size_t asks_max() const {
    return what == What::drop ? 0 : what == What::run_history ? history.size() + 1 : 1;
  }
};

Json to_json(const Command& command);
/// Throws ProtocolError.
Command command_from(const Json& body);

/// Returns the reply to any request: the requests of the handler to its ports.
Json to_json(const std::vector<sim::Suspension>& asks);
/// Parses a reply. The subject is not trusted: throws ProtocolError unless the reply fits the
/// request in every field and each action is one that a handler can send to a port.
std::vector<sim::Suspension> reply_from(const Json& body, const Command& to);

}  // namespace grader
