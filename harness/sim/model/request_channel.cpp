#include "sim/model/request_channel.hpp"

#include <fmt/format.h>

#include "eda/detail/json_flaw.hpp"
#include "eda/limits.hpp"
#include "eda/store.hpp"

namespace sim {

using eda::Json;
using eda::detail::in_quotes;

namespace {

constexpr std::size_t header_bytes_max = 9;  ///< CBOR (RFC 8949): the head of a value
constexpr std::size_t request_bytes = 64;    ///< of the frame around a request

/// Upper limit for the bytes of `value` as CBOR.
std::size_t bytes_max_of(const Json& value) {
  std::size_t bytes = header_bytes_max;
  if (value.is_string()) bytes += value.get_ref<const std::string&>().size();
  if (value.is_object())
    for (const auto& [key, member] : value.get_ref<const Json::object_t&>())
      bytes += header_bytes_max + key.size() + bytes_max_of(member);
  if (value.is_array())
    for (const Json& element : value.get_ref<const Json::array_t&>())
      bytes += bytes_max_of(element);
  return bytes;
}

std::string key_of(const Json& holder) {
  const auto key = holder.find("key");
  if (key == holder.end()) return "";
  if (key->is_string()) return " " + in_quotes(key->get_ref<const std::string&>());
  const std::string& sort = key->at(1).get_ref<const std::string&>();
  const std::string& partition = key->at(0).get_ref<const std::string&>();
  return " " + in_quotes(sort.empty() ? partition : partition + "#" + sort);
}

/// Returns the request that holds the value at `pointer`, as in `store put "order/42"`, and removes
/// its part of the pointer.
std::string request_at(const Json& action, std::string& pointer) {
  const std::string port = action.at("port").get<std::string>();
  constexpr std::string_view writes = "/writes/";
  if (not pointer.starts_with(writes))
    return port + " " + action.at("do").get<std::string>() + key_of(action);
  const std::size_t end = pointer.find('/', writes.size());
  const std::size_t number = std::stoul(pointer.substr(writes.size(), end - writes.size()));
  pointer.erase(0, end);
  const Json& write = action.at("writes").at(number);
  return port + " " + write.at("verb").get<std::string>() + key_of(write);
}

}  // namespace

/// " (the handler of com.bistro.tip.given, at lost_update.cpp:26)"
std::string RequestChannel::asked_by(const char* relation) const {
  const eda::Place& await = eda::detail::latest_await;
  if (event_type_.empty() && await.line == 0) return "";
  const std::string_view file{await.file};
  const std::string place =
      await.line == 0 ? "before its first co_await"
                      : fmt::format("{} {}:{}", relation, file.substr(file.find_last_of("/\\") + 1),
                                    await.line);
  return fmt::format(" (the handler of {}, {})", event_type_, place);
}

void RequestChannel::refuse(const std::string& request, const std::string& flaw) const {
  throw eda::InvalidRequest{fmt::format("{}: {}{}", request, flaw, asked_by("at"))};
}

Json RequestChannel::to_json(const eda::Event& event, const char* request) const {
  try {
    eda::must_have_json_form(event, fmt::format("{} {}", request, in_quotes(event.type)));
    return eda::to_json(event);
  } catch (const eda::InvalidEvent& error) {
    throw eda::InvalidEvent{error.what() + asked_by("at")};
  }
}

void RequestChannel::check(const Json& action, Check refuse_bad) {
  if (auto flaw = eda::detail::flaw_in_json(action, eda::limits::request_levels_max)) {
    const std::string request = request_at(action, flaw->pointer);
    refuse(request, fmt::format("its {} {}", in_quotes(flaw->pointer), flaw->what));
  }
  try {
    if (refuse_bad != nullptr) refuse_bad(action);
  } catch (const eda::InvalidRequest& refusal) {
    throw eda::InvalidRequest{refusal.what() + asked_by("at")};
  }
  const std::size_t bytes = bytes_ + request_bytes + bytes_max_of(action);
  if (bytes > eda::limits::delivery_bytes_max) {
    std::string whole;
    refuse(request_at(action, whole),
           fmt::format("this delivery has asked and been told more than {} MiB, its limit",
                       eda::limits::delivery_bytes_max >> 20));
  }
  bytes_ = bytes;
}

std::optional<std::string> RequestChannel::flaw_in_log(const std::string& line) const {
  const auto flaw = eda::detail::flaw_in_utf8(line);
  if (not flaw) return {};
  return fmt::format("the log line {} is not UTF-8: {}{}", in_quotes(line), *flaw,
                     asked_by("after"));
}

std::coroutine_handle<> RequestChannel::answer(Json reply) {
  // A reply is never refused here; the next request is.
  bytes_ += bytes_max_of(reply);
  reply_ = std::move(reply);
  return std::exchange(waiting_, nullptr);
}

}  // namespace sim
