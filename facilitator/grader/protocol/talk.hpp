#pragma once

#include <vector>

#include "protocol/frame.hpp"
#include "sim/learn/execution.hpp"

namespace grader {

/// What the judge wants of the subject.
struct Command {
  enum class What {
    run_history,  ///< a delivery from its beginning, alone
    start,        ///< a delivery beside others; it is called `run` from now on
    tell,         ///< one more answer for `run`
    drop,         ///< `run` is over
  };
  What what = What::run_history;
  int run = 0;
  int service = 0;       ///< of the activity's services, in the order of its header
  int subscription = 0;  ///< of that service
  sim::Event event{};
  sim::Instant now{};  ///< rehearse, start: when it begins; tell: when it is told
  Json told{};
  std::vector<sim::TimedReply> history{};  ///< rehearse

  /// How many asks there may be in the reply: of these at most, and at least one if any.
  std::size_t asks_max() const {
    return what == What::drop ? 0 : what == What::run_history ? history.size() + 1 : 1;
  }
};

Json to_json(const Command& command);
/// Throws ProtocolError.
Command command_from(const Json& body);

/// The reply to any request: what the handler asked for.
Json to_json(const std::vector<sim::Suspension>& asks);
/// Throws ProtocolError, unless the reply fits the request in every field and every action is one
/// that a handler can put to a port. The subject is not trusted.
std::vector<sim::Suspension> reply_from(const Json& body, const Command& to);

}  // namespace grader
