#include <fmt/format.h>

#include "eda/detail/text.hpp"
#include "ports/downstream/downstream_port.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::CallResult, eda::Json;
namespace limits = eda::limits;

namespace {

/// Throws InvalidRequest for what no service takes: limits.md.
void check_call(const Json& request) {
  const std::string key = request.at("key");
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{
        fmt::format("call of {} under the key {}: {}",
                    eda::detail::in_quotes(request.at("target").get_ref<const std::string&>()),
                    eda::detail::in_quotes(key), why)};
  };
  const std::size_t count = characters(key);
  if (count == 0 || count > limits::call_key_characters_max)
    refuse(fmt::format("the key {}. It must have 1 to {} characters.",
                       count == 0 ? std::string{"is empty"} : fmt::format("has {}", count),
                       limits::call_key_characters_max));
  const std::size_t bytes =
      request.at("body").dump(-1, ' ', false, Json::error_handler_t::replace).size();
  if (bytes > limits::call_body_bytes_max)
    refuse(fmt::format("the body has {} bytes. A service takes up to {}.", bytes,
                       limits::call_body_bytes_max));
}

}  // namespace

eda::Task<CallResult> DownstreamProxy::call(std::string target, std::string idempotency_key,
                                            eda::JsonArgument body) {
  Json request = Json::object();
  request["port"] = "downstream";
  request["do"] = "call";
  request["target"] = std::move(target);
  request["key"] = std::move(idempotency_key);
  request["body"] = std::move(body.json);
  const Json reply = co_await channel_.send(std::move(request), check_call);
  throw_if_invalid(reply);
  using Outcome = CallResult::Outcome;
  const std::string result = reply.at("result");
  const Outcome outcome = result == "ok"            ? Outcome::ok
                          : result == "rejected"    ? Outcome::rejected
                          : result == "unavailable" ? Outcome::unavailable
                                                    : Outcome::timed_out;
  const Json value = reply.value("value", Json{});
  const std::string why = reply.value("why", std::string{});
  co_return CallResult{outcome, value, why};
}

}  // namespace sim
