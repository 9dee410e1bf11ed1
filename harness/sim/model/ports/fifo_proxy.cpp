#include "sim/model/ports/fifo_proxy.hpp"

#include <fmt/format.h>

#include "eda/limits.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/unchecked_event.hpp"

namespace sim {

using eda::DeadLetter, eda::Duration, eda::Event, eda::Json, eda::Task;

namespace {

/// Throws InvalidRequest for a number that SQS ReceiveMessage does not take.
void check_look(const Json& request) {
  const int at_most = request.at("at_most");
  if (at_most < 1 || at_most > eda::limits::dead_letters_max)
    throw eda::InvalidRequest{fmt::format("look at {} dead letters: SQS takes 1 to {}", at_most,
                                          eda::limits::dead_letters_max)};
}

}  // namespace

Json fifo_request(const char* verb) {
  Json request = Json::object();
  request["port"] = "fifo";
  request["do"] = verb;
  return request;
}

Json FifoProxy::request(std::string group, std::string dedup_id, const Event& event) const {
  Json asks = fifo_request("send");
  asks["group"] = std::move(group);
  asks["dedup_id"] = std::move(dedup_id);
  asks["event"] = channel_.to_json(event, "fifo send");
  return asks;
}

Task<> FifoProxy::send(std::string group, std::string dedup_id, Event event) {
  Json asks = request(std::move(group), std::move(dedup_id), event);
  co_await channel_.send(std::move(asks), check_fifo_request);
}

Task<> FifoProxy::send(std::string queue, std::string group, std::string dedup_id, Event event) {
  Json asks = request(std::move(group), std::move(dedup_id), event);
  asks["queue"] = std::move(queue);
  const Json reply = co_await channel_.send(std::move(asks), check_fifo_request);
  throw_if_invalid(reply);
}

Task<> DeliveryProxy::retry_after(Duration delay) {
  Json asks = fifo_request("retry_after");
  asks["ms"] = delay.count();
  const Json reply = co_await channel_.send(std::move(asks));
  throw_if_invalid(reply);
}

Task<> DeliveryProxy::park(std::string reason) {
  Json asks = fifo_request("park");
  asks["reason"] = std::move(reason);
  const Json reply = co_await channel_.send(std::move(asks));
  throw_if_invalid(reply);
}

Task<std::vector<DeadLetter>> DeadLettersProxy::look(int at_most) {
  Json asks = fifo_request("look");
  asks["at_most"] = at_most;
  const Json reply = co_await channel_.send(std::move(asks), check_look);
  std::vector<DeadLetter> letters;
  for (const Json& one : reply.at("letters"))
    letters.emplace_back(one.at("receipt").get<std::string>(), unchecked_event(one.at("event")),
                         one.at("reason").get<std::string>(), one.at("count").get<int>(),
                         one.at("queue").get<std::string>());
  co_return letters;
}

Task<> DeadLettersProxy::redrive(std::string receipt) {
  Json asks = fifo_request("redrive");
  asks["receipt"] = std::move(receipt);
  co_await channel_.send(std::move(asks));
}

Task<> DeadLettersProxy::drop(std::string receipt) {
  Json asks = fifo_request("drop");
  asks["receipt"] = std::move(receipt);
  co_await channel_.send(std::move(asks));
}

}  // namespace sim
