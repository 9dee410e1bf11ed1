#pragma once

#include <array>
#include <stdexcept>
#include <utility>

#include "eda/gateway.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

namespace detail {

/// Returns the result of a task that waits for nothing.
template <typename T>
T result_of(eda::Task<T> task) {
  task.start();
  if (!task.done())
    throw std::logic_error{"a gateway that a test plays must answer at once, without co_await"};
  return task.result();
}

inline eda::Task<eda::Paid> asked(eda::Gateway& gateway, const Json& request) {
  const std::string verb = request.at("do"), key = request.at("key");
  if (verb == "capture") return gateway.capture(key);
  if (verb == "refund") return gateway.refund(key);
  const std::string order = request.at("order"), card = request.at("card");
  const int cents = request.at("cents");
  if (verb == "charge") return gateway.charge(key, order, card, cents);
  return gateway.authorise(key, order, card, cents);
}

}  // namespace detail

/// The payment gateway as `gateway`, such as a mock, plays it: for Scenario::played. `gateway` must
/// outlive the outcome of the run.
inline PlayedPort played_by(eda::Gateway& gateway) {
  const auto answer = [&gateway](const Json& request) -> Json {
    if (request.at("do") != "lookup") {
      constexpr std::array words{"done", "declined", "unknown"};
      return words[std::size_t(detail::result_of(detail::asked(gateway, request)))];
    }
    const auto found = detail::result_of(gateway.lookup(request.at("key")));
    Json reply = Json::object();
    if (!found) return reply;
    constexpr std::array statuses{"authorised", "charged", "refunded", "voided"};
    reply["order"] = found->order;
    reply["cents"] = found->cents;
    reply["status"] = statuses[std::size_t(found->status)];
    return reply;
  };
  return {"gateway", answer};
}

}  // namespace sim
