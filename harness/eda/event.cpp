#include "eda/event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "eda/detail/base64.hpp"
#include "eda/detail/json_flaw.hpp"
#include "eda/detail/media_type.hpp"
#include "eda/detail/text.hpp"
#include "eda/detail/uri.hpp"
#include "eda/limits.hpp"

namespace eda {
namespace {

using detail::Flaw;
using detail::in_quotes;
using detail::shown;

/// Attribute that Event stores as text, with its rule.
struct TextAttribute {
  const char* name;
  std::string Event::*field;
  bool is_required;
  std::string_view allowed;
  Flaw (*flaw)(std::string_view);
};

// CloudEvents 1.0.2, sections "REQUIRED Attributes" and "OPTIONAL Attributes".
constexpr std::array text_attributes{
    TextAttribute{"id", &Event::id, true, "a non-empty string", detail::flaw_in_string},
    TextAttribute{"source", &Event::source, true, "a non-empty URI-reference",
                  detail::flaw_in_uri_reference},
    TextAttribute{"type", &Event::type, true, "a non-empty string", detail::flaw_in_string},
    TextAttribute{"datacontenttype", &Event::datacontenttype, false,
                  "a media type like application/json", detail::flaw_in_media_type},
    TextAttribute{"dataschema", &Event::dataschema, false, "an absolute URI",
                  detail::flaw_in_absolute_uri},
    TextAttribute{"subject", &Event::subject, false, "a non-empty string", detail::flaw_in_string},
};

[[noreturn]] void reject(std::string_view where, std::string_view what) {
  throw InvalidEvent{fmt::format("{}: {}", where, what)};
}

std::string must_be(const TextAttribute& attribute) {
  if (attribute.is_required) return fmt::format("it is required and must be {}", attribute.allowed);
  return fmt::format("it must be {}, or be left out", attribute.allowed);
}

bool is_name_of_cloudevents(std::string_view name) {
  return name == "specversion" || name == "time" || name == "data" || name == "data_base64" ||
         std::ranges::any_of(text_attributes,
                             [&](const TextAttribute& known) { return known.name == name; });
}

/// CloudEvents 1.0.2, section "Naming Conventions".
void check_name(std::string_view name, std::string_view where) {
  if (name.empty()) reject(where, "an attribute has no name; names are made of a-z and 0-9");
  const auto is_allowed = [](char c) { return detail::is_lower(c) || detail::is_digit(c); };
  const auto stranger = std::ranges::find_if_not(name, is_allowed);
  if (stranger == name.end()) return;
  std::string better;
  for (const char c : name) {
    if (is_allowed(c)) better += c;
    if (detail::is_upper(c)) better += static_cast<char>(c - 'A' + 'a');
  }
  std::string rule = "names are made of a-z and 0-9";
  if (not better.empty()) rule += fmt::format(R"(, like "{}")", better);
  const auto at = static_cast<std::size_t>(stranger - name.begin());
  reject(where,
         fmt::format("attribute name {}: {}", in_quotes(name), detail::holds(name, at, rule)));
}

bool is_int32(const Json& value) {
  if (value.is_number_unsigned()) return std::in_range<std::int32_t>(value.get<std::uint64_t>());
  return value.is_number_integer() && std::in_range<std::int32_t>(value.get<std::int64_t>());
}

/// CloudEvents 1.0.2, section "Type System", as far as JSON tells the types apart.
void check_extension(std::string_view name, const Json& value, std::string_view where) {
  check_name(name, where);
  if (value.is_string()) {
    if (auto flaw = detail::flaw_in_string(value.get_ref<const std::string&>()))
      reject(where, fmt::format(R"(attribute "{}" is {}: {})", name, shown(value), *flaw));
  } else if (not value.is_null() && not value.is_boolean() && not is_int32(value)) {
    reject(where,
           fmt::format(R"(attribute "{}" is {}; it must be a string, a boolean or an integer from )"
                       R"(-2147483648 to 2147483647)",
                       name, shown(value)));
  }
}

bool is_bytes(const Event& event) {
  return event.data.is_string() &&
         (event.data_is_bytes || not detail::is_utf8(event.data.get_ref<const std::string&>()));
}

void check_data(const Json& data, std::string_view where) {
  const auto flaw = detail::flaw_in_json(data, limits::payload_levels_max);
  if (not flaw) return;
  const std::string place = flaw->pointer.empty() ? "" : " at " + in_quotes(flaw->pointer);
  reject(where, fmt::format("data{} {}", place, flaw->what));
}

void check_time(const Event& event, std::string_view where) {
  try {
    if (event.time) to_rfc3339(*event.time);
  } catch (const std::invalid_argument& error) {
    reject(where, fmt::format(R"(attribute "time" is {})", error.what()));
  }
}

/// Rejects extensions with the name of an attribute: they would replace it in the JSON.
void check_extension_names(const Event& event, std::string_view where) {
  for (const auto& [name, value] : event.extensions)
    if (is_name_of_cloudevents(name))
      reject(where,
             fmt::format(
                 R"(extension "{}" has a name that CloudEvents itself uses; it must have another)",
                 name));
}

void check_attributes(const Event& event, std::string_view where) {
  for (const TextAttribute& attribute : text_attributes) {
    const std::string& text = event.*attribute.field;
    if (text.empty() && attribute.is_required)
      reject(where,
             fmt::format(R"(attribute "{}" is empty; {})", attribute.name, must_be(attribute)));
    if (text.empty()) continue;
    if (auto flaw = attribute.flaw(text))
      reject(where,
             fmt::format(R"(attribute "{}" is {}: {})", attribute.name, in_quotes(text), *flaw));
  }
  check_extension_names(event, where);
  for (const auto& [name, value] : event.extensions) check_extension(name, value, where);
}

/// CloudEvents JSON format 1.0.2, section 2.2: null means absent.
const Json* member(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

void check_specversion(const Json& json, std::string_view where) {
  const auto found = json.find("specversion");
  if (found != json.end() && *found == "1.0") return;
  reject(where, fmt::format(R"(attribute "specversion" is {}; it is required and must be "1.0")",
                            found == json.end() ? "missing" : shown(*found)));
}

std::string text_of(const Json& json, const TextAttribute& attribute, std::string_view where) {
  const auto found = json.find(attribute.name);
  const bool is_absent = found == json.end() || found->is_null();
  if (is_absent && not attribute.is_required) return {};
  if (not is_absent && found->is_string() && *found != "") return found->get<std::string>();
  reject(where, fmt::format(R"(attribute "{}" is {}; {})", attribute.name,
                            found == json.end() ? "missing" : shown(*found), must_be(attribute)));
}

std::optional<Instant> time_of(const Json& json, std::string_view where) {
  const Json* time = member(json, "time");
  if (time == nullptr) return {};
  if (not time->is_string())
    reject(where, fmt::format(R"(attribute "time" is {}; it must be an RFC 3339 date-time like )"
                              R"("2026-01-13T10:00:15Z", or be left out)",
                              shown(*time)));
  try {
    return from_rfc3339(time->get_ref<const std::string&>());
  } catch (const std::invalid_argument& error) {
    reject(where, fmt::format(R"(attribute "time" is {})", error.what()));
  }
}

void take_data(const Json& json, Event& event, std::string_view where) {
  const Json* bytes = member(json, "data_base64");
  // Unlike an attribute, "data": null is present: section 3.1.1 calls it an explicit payload.
  const auto data = json.find("data");
  if (bytes == nullptr) {
    if (data == json.end()) return;
    // JSON text cannot express bytes, but a Json built by a program may contain them.
    const bool is_text = data->is_string();
    if (not is_text || detail::is_utf8(data->get_ref<const std::string&>()))
      check_data(*data, where);
    event.data = *data;
    return;
  }
  if (data != json.end())
    reject(where, R"(both "data" and "data_base64" are given; at most one of them is allowed)");
  if (not bytes->is_string())
    reject(where,
           fmt::format(R"("data_base64" is {}; it must be a string of base64, or be left out)",
                       shown(*bytes)));
  const auto& text = bytes->get_ref<const std::string&>();
  if (auto flaw = detail::flaw_in_base64(text))
    reject(where, fmt::format(R"("data_base64" is {}: {})", in_quotes(text), *flaw));
  event.data = detail::from_base64(text);
  event.data_is_bytes = true;
}

}  // namespace

Event::Event() = default;
Event::Event(std::string what_happened) : type{std::move(what_happened)} {}
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& a, const Event& b) {
  const auto fields = [](const Event& event) {
    return std::tie(event.id, event.source, event.type, event.subject, event.time,
                    event.datacontenttype, event.dataschema, event.data, event.extensions);
  };
  return fields(a) == fields(b) && is_bytes(a) == is_bytes(b);
}

Json to_json(const Event& event) {
  Json json = Json::object();
  for (const auto& [name, value] : event.extensions)
    if (not value.is_null()) json[name] = value;
  json["specversion"] = "1.0";
  for (const TextAttribute& attribute : text_attributes) {
    const std::string& text = event.*attribute.field;
    if (attribute.is_required || not text.empty()) json[attribute.name] = text;
  }
  if (event.time) json["time"] = to_rfc3339(*event.time);
  if (is_bytes(event)) {
    json["data_base64"] = detail::to_base64(event.data.get_ref<const std::string&>());
  } else if (not event.data.is_null()) {
    json["data"] = event.data;
  }
  return json;
}

Event event_from_json(const Json& json, std::string_view where) {
  if (not json.is_object())
    reject(where, fmt::format("the event is {}; it must be a JSON object", shown(json)));
  // Names first: a message on a misspelt name helps more than one on the missing attribute.
  Event event;
  for (const auto& [name, value] : json.items()) {
    if (is_name_of_cloudevents(name)) continue;
    check_extension(name, value, where);
    if (not value.is_null()) event.extensions.emplace(name, value);
  }
  check_specversion(json, where);
  for (const TextAttribute& attribute : text_attributes)
    event.*attribute.field = text_of(json, attribute, where);
  event.time = time_of(json, where);
  take_data(json, event, where);
  check_attributes(event, where);
  return event;
}

void validate(const Event& event, std::string_view where) {
  check_attributes(event, where);
  if (not is_bytes(event)) check_data(event.data, where);
  check_time(event, where);
}

void must_have_json_form(const Event& event, std::string_view where) {
  check_extension_names(event, where);
  check_time(event, where);
  if (not is_bytes(event)) check_data(event.data, where);
  const auto check_text = [&](std::string_view name, std::string_view text) {
    if (auto flaw = detail::flaw_in_utf8(text))
      reject(where, fmt::format("attribute {} is not UTF-8: {}", in_quotes(name), *flaw));
  };
  for (const TextAttribute& attribute : text_attributes)
    check_text(attribute.name, event.*attribute.field);
  for (const auto& [name, value] : event.extensions) {
    if (auto flaw = detail::flaw_in_utf8(name))
      reject(where, fmt::format("attribute name {} is not UTF-8: {}", in_quotes(name), *flaw));
    if (auto flaw = detail::flaw_in_json(value, limits::payload_levels_max))
      reject(where, fmt::format("attribute {}{} {}", in_quotes(name),
                                flaw->pointer.empty() ? "" : " at " + in_quotes(flaw->pointer),
                                flaw->what));
  }
}

}  // namespace eda
