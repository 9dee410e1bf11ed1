#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "eda/safe_argument.hpp"
#include "eda/service.hpp"

namespace eda {

/// The side that has sent a request and waits for an answer. A handler of `on_requests` needs no
/// Caller: its result is the answer. A handler that answers the request of another handler does.
class Caller {
 public:
  virtual ~Caller() = default;

  /// Answers the request with the id `request_id`. Resumes when the answer has arrived; others may
  /// have run meanwhile. Answers of one request keep their order, and the caller counts the last.
  /// A handler that has crashed may answer again.
  virtual Task<> answer(std::string request_id, JsonArgument value) = 0;
};

namespace detail {

template <typename Result, typename Ports>
Task<> answer_with(Task<Result> (*function)(Event, Ports), Event request, Ports ports,
                   Caller* caller) {
  const std::string request_id = request.id;
  const Result result = co_await function(std::move(request), ports);
  const Json value = result;
  co_await caller->answer(request_id, value);
}

}  // namespace detail

/// Subscribes to requests: events of `types` on the bus. The result of `function`, as JSON, is the
/// answer to the request's id. A test reads it with `outcome.answers(id)`.
template <typename Result, typename Ports>
Subscription on_requests(std::vector<std::string> types, Task<Result> (*function)(Event, Ports)) {
  static_assert(!std::is_void_v<Result>,
                "the function must return its answer: Task<Result>; on() takes one without");
  return {Subscription::To::types, std::move(types),
          [function](Event request, const Environment& environment) {
            return detail::answer_with(function, std::move(request),
                                       detail::fill<Ports>(environment),
                                       &environment.port<Caller>());
          }};
}

}  // namespace eda
