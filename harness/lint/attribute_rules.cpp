#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "eda/detail/base64.hpp"
#include "eda/detail/json_flaw.hpp"
#include "eda/detail/media_type.hpp"
#include "eda/detail/text.hpp"
#include "eda/detail/uri.hpp"
#include "eda/time.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::Flaw;
using eda::detail::in_quotes;
using eda::detail::shown;
using Pointer = Json::json_pointer;

struct Attribute {
  const char* name;
  bool is_required;
  const char* cure;
  Flaw (*flaw)(std::string_view);
};

Flaw flaw_in_time(std::string_view text) {
  try {
    eda::from_rfc3339(text);
    return {};
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

Flaw flaw_in_version(std::string_view text) {
  if (text == "1.0") return {};
  return "the only version is \"1.0\"";
}

constexpr std::array attributes{
    Attribute{"specversion", true, "Write \"specversion\": \"1.0\".", flaw_in_version},
    Attribute{"id", true, "Give each occurrence an id of its own, such as a UUID.",
              eda::detail::flaw_in_string},
    Attribute{"source", true,
              "Name the publishing service as a URI-reference, such as \"/payment-service\".",
              eda::detail::flaw_in_uri_reference},
    Attribute{"type", true, "Name what has happened, such as \"com.example.order.placed\".",
              eda::detail::flaw_in_string},
    Attribute{"time", false, "Write the moment in RFC 3339, such as \"2026-01-13T10:00:15Z\".",
              flaw_in_time},
    Attribute{"subject", false, "Name the object of the event, or leave the attribute out.",
              eda::detail::flaw_in_string},
    Attribute{"datacontenttype", false,
              "Write a media type such as \"application/json\", or leave the attribute out.",
              eda::detail::flaw_in_media_type},
    Attribute{"dataschema", false, "Write an absolute URI, or leave the attribute out.",
              eda::detail::flaw_in_absolute_uri}};

void check_text(const Json& event, const Attribute& attribute, Findings& findings) {
  const auto found = event.find(attribute.name);
  const bool is_absent = found == event.end() || found->is_null();
  if (is_absent && not attribute.is_required) return;
  const Pointer place = found == event.end() ? Pointer{} : Pointer{} / attribute.name;
  std::string what;
  if (is_absent)
    what = fmt::format("The required attribute \"{}\" is {}.", attribute.name,
                       found == event.end() ? "missing" : "null");
  else if (not found->is_string())
    what = fmt::format("Attribute \"{}\" is {}, and it must be a text.", attribute.name,
                       shown(*found));
  else if (*found == "")
    what = fmt::format("Attribute \"{}\" is empty.", attribute.name);
  else if (const Flaw flaw = attribute.flaw(found->get_ref<const std::string&>()))
    what = fmt::format("Attribute \"{}\" is {}: {}.", attribute.name,
                       in_quotes(found->get_ref<const std::string&>()), *flaw);
  if (not what.empty()) findings.add(place, "cloudevents", what, attribute.cure);
}

bool is_known(std::string_view name) {
  return name == "data" || name == "data_base64" ||
         std::ranges::any_of(attributes, [&](const Attribute& each) { return each.name == name; });
}

bool is_allowed(char c) { return eda::detail::is_lower(c) || eda::detail::is_digit(c); }

std::string better_name(std::string_view name) {
  std::string better;
  for (const char c : name) {
    if (is_allowed(c)) better += c;
    if (eda::detail::is_upper(c)) better += static_cast<char>(c - 'A' + 'a');
  }
  return better.empty() ? "another name" : fmt::format("\"{}\"", better);
}

bool is_int32(const Json& value) {
  if (value.is_number_unsigned()) return std::in_range<std::int32_t>(value.get<std::uint64_t>());
  return value.is_number_integer() && std::in_range<std::int32_t>(value.get<std::int64_t>());
}

void check_extension(const std::string& name, const Json& value, Findings& findings) {
  const Pointer place = Pointer{} / name;
  if (name.empty() || not std::ranges::all_of(name, is_allowed))
    findings.add(place, "cloudevents",
                 fmt::format("The attribute name {} has characters other than a-z and 0-9.",
                             in_quotes(name)),
                 fmt::format("Call it {}, or move it into \"data\".", better_name(name)));
  if (value.is_structured() || value.is_number_float() ||
      (value.is_number_integer() && not is_int32(value)))
    findings.add(
        place, "cloudevents",
        fmt::format("Attribute {} is {}, and an attribute is a text, a boolean or a 32-bit "
                    "integer.",
                    in_quotes(name), shown(value)),
        "Move it into \"data\".");
  if (value.is_string())
    if (const Flaw flaw = eda::detail::flaw_in_string(value.get_ref<const std::string&>()))
      findings.add(place, "cloudevents",
                   fmt::format("Attribute {} is {}: {}.", in_quotes(name), shown(value), *flaw),
                   "Remove the characters that an attribute cannot have.");
}

/// True unless `type` is a media type of something else than JSON. A malformed one has a finding of
/// its own.
bool may_be_json(std::string_view type) {
  if (eda::detail::flaw_in_media_type(type)) return true;
  const std::string_view essence = type.substr(0, type.find_first_of("; "));
  return essence.ends_with("/json") || essence.ends_with("+json");
}

void check_data(const Json& event, Findings& findings) {
  const auto data = event.find("data");
  const auto bytes = event.find("data_base64");
  const bool has_bytes = bytes != event.end() && not bytes->is_null();
  const Pointer place = Pointer{} / "data_base64";
  if (has_bytes && data != event.end())
    findings.add(place, "cloudevents", "Both \"data\" and \"data_base64\" are given.",
                 "Keep one of them: \"data_base64\" for bytes, \"data\" for all else.");
  if (has_bytes) {
    const Flaw flaw = bytes->is_string()
                          ? eda::detail::flaw_in_base64(bytes->get_ref<const std::string&>())
                          : Flaw{"it must be a text"};
    if (flaw)
      findings.add(place, "cloudevents", fmt::format("\"data_base64\" is no base64: {}.", *flaw),
                   "Encode the bytes by RFC 4648, section 4, with padding.");
  }
  const auto type = event.find("datacontenttype");
  const bool is_json = type == event.end() || not type->is_string() ||
                       may_be_json(type->get_ref<const std::string&>());
  if (data != event.end() && data->is_string() && is_json &&
      data->get_ref<const std::string&>().starts_with('{') &&
      Json::accept(data->get_ref<const std::string&>()))
    findings.add(Pointer{} / "data", "cloudevents", "\"data\" is a text, and its content is JSON.",
                 "Write the object itself instead of its text.");
  if (data != event.end() && data->is_structured() && type != event.end() && type->is_string() &&
      not may_be_json(type->get_ref<const std::string&>()))
    findings.add(Pointer{} / "datacontenttype", "cloudevents",
                 fmt::format("\"datacontenttype\" is {}, and \"data\" is JSON.", shown(*type)),
                 "Write \"application/json\", or leave the attribute out.");
}

}  // namespace

void check_attributes(const Json& event, Findings& findings) {
  for (const Attribute& attribute : attributes) check_text(event, attribute, findings);
  const auto time = event.find("time");
  if (time == event.end() || time->is_null())
    findings.add(
        Pointer{}, "time", "The attribute \"time\" is missing.",
        "Add the moment at which it happened, such as \"time\": \"2026-01-13T10:00:15Z\".");
  for (const auto& [name, value] : event.items())
    if (not is_known(name)) check_extension(name, value, findings);
  check_data(event, findings);
}

}  // namespace lint
