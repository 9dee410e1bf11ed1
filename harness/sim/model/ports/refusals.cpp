#include "sim/model/ports/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "eda/detail/text.hpp"
#include "eda/event.hpp"
#include "eda/invalid_request.hpp"
#include "eda/limits.hpp"
#include "sim/model/ports/text_bytes.hpp"

namespace sim {

using eda::Json, eda::detail::in_quotes;
namespace limits = eda::limits;

namespace {

[[noreturn]] void refuse_message(const std::string& request, const std::string& why) {
  throw eda::InvalidRequest{request + ": " + why};
}

std::string member(const Json& event, const char* name) { return event.value(name, std::string{}); }

void check_event_size(const Json& event, std::size_t bytes_max, const std::string& request,
                      std::string_view service) {
  const std::size_t bytes = text_bytes(event);
  if (bytes > bytes_max)
    refuse_message(request, fmt::format("the event has {} bytes. {} takes up to {}: keep the data "
                                        "elsewhere and send where it is.",
                                        bytes, service, bytes_max));
}

// SQS SendMessage: "alphanumeric characters and punctuation".
bool is_allowed_in_fifo_id(char c) { return c > 0x20 && c < 0x7F; }

void check_fifo_id(const std::string& id, std::string_view name, const std::string& request) {
  const std::size_t count = characters(id);
  if (count == 0 || count > limits::fifo_id_characters_max)
    refuse_message(request, fmt::format("the {} {}. SQS FIFO takes 1 to {} characters.", name,
                                        count == 0 ? std::string{"is empty"}
                                                   : fmt::format("has {} characters", count),
                                        limits::fifo_id_characters_max));
  if (!std::all_of(id.begin(), id.end(), is_allowed_in_fifo_id))
    refuse_message(request, fmt::format("the {} is {}. SQS FIFO takes letters, digits and ASCII "
                                        "punctuation, and no spaces.",
                                        name, in_quotes(id)));
}

// SQS CreateQueue: "alphanumeric characters, hyphens (-), and underscores (_)".
bool is_allowed_in_queue_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '_';
}

void check_queue_name(const std::string& name) {
  if (name.empty() || name.size() > limits::queue_name_characters_max ||
      !std::all_of(name.begin(), name.end(), is_allowed_in_queue_name))
    refuse_message(
        "send to queue " + in_quotes(name),
        fmt::format("it is no name of a queue. SQS takes 1 to {} letters, digits, hyphens "
                    "and underscores.",
                    limits::queue_name_characters_max));
}

}  // namespace

void throw_if_invalid(const Json& reply) {
  if (reply.contains("invalid")) throw eda::InvalidRequest{reply.at("invalid").get<std::string>()};
}

std::size_t characters(std::string_view text) {
  return std::size_t(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

CheckedEvent checked_event(const Json& json, const std::string& domain, std::string_view what) {
  CheckedEvent checked;
  try {
    checked.event = eda::event_from_json(json, what);
    if (!checked.event.type.starts_with(domain))
      checked.flaw =
          fmt::format("{}: \"{}\" is not this service's to say; its own types begin with \"{}\"",
                      what, checked.event.type, domain);
  } catch (const eda::InvalidEvent& error) {
    checked.flaw = error.what();
  }
  return checked;
}

std::optional<std::string> flaw_in_event(const Json& json, const std::string& domain,
                                         std::string_view what) {
  return checked_event(json, domain, what).flaw;
}

void check_publication(const Json& action) {
  const Json& events = action.at("events");
  if (events.empty())
    refuse_message("publish no events", "EventBridge PutEvents needs at least one entry.");
  if (events.size() > limits::publication_entries_max)
    refuse_message(fmt::format("publish {} events", events.size()),
                   fmt::format("EventBridge PutEvents takes up to {} entries: publish the rest "
                               "in further calls.",
                               limits::publication_entries_max));
  std::size_t bytes = 0;
  for (const Json& event : events) {
    const std::string type = member(event, "type");
    const std::size_t count = characters(type);
    if (count > limits::event_type_characters_max)
      refuse_message("publish " + in_quotes(type),
                     fmt::format("the type has {} characters. EventBridge takes a detail-type of "
                                 "up to {}.",
                                 count, limits::event_type_characters_max));
    bytes += text_bytes(event) + type.size() + member(event, "source").size();
  }
  if (bytes > limits::publication_bytes_max)
    refuse_message(fmt::format("publish {} event{}", events.size(), events.size() == 1 ? "" : "s"),
                   fmt::format("{} bytes in all. EventBridge PutEvents takes up to {}: publish "
                               "less at a time, or where the data is.",
                               bytes, limits::publication_bytes_max));
}

void check_fifo_request(const Json& action) {
  if (action.contains("queue")) check_queue_name(action.at("queue"));
  const std::string& group = action.at("group").get_ref<const std::string&>();
  const std::string request = "send to group " + in_quotes(group);
  check_fifo_id(group, "group", request);
  check_fifo_id(action.at("dedup_id").get_ref<const std::string&>(), "deduplication id", request);
  check_event_size(action.at("event"), limits::fifo_event_bytes_max, request, "SQS");
}

void check_timers_request(const Json& action) {
  const std::string& name = action.at("name").get_ref<const std::string&>();
  const std::string request = action.at("do").get<std::string>() + " timer " + in_quotes(name);
  const std::size_t count = characters(name);
  if (count == 0 || count > limits::timer_name_characters_max)
    refuse_message(
        request,
        fmt::format("the name {}. EventBridge Scheduler takes 1 to {} characters.",
                    count == 0 ? std::string{"is empty"} : fmt::format("has {} characters", count),
                    limits::timer_name_characters_max));
  if (action.contains("event"))
    check_event_size(action.at("event"), limits::timer_event_bytes_max, request,
                     "EventBridge Scheduler");
}

}  // namespace sim
