#include "sim/model/request_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "eda/detail/base64.hpp"
#include "eda/time.hpp"

namespace sim {

using eda::Json;

namespace {

/// Flaw of a request, used only in this file.
struct Flaw : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void must(bool holds, std::string_view name, std::string_view be) {
  if (!holds) throw Flaw{fmt::format("\"{}\" must be {}", name, be)};
}

bool is_text(const Json& object, const std::string& name) {
  return !object.contains(name) || object.at(name).is_string();
}

bool is_moment(const std::string& text) {
  try {
    eda::from_rfc3339(text);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// True for a result of eda::to_json, for a valid event or not.
void check_event(const Json& event, std::string_view name) {
  must(event.is_object() && event.contains("type"), name, "an event, with a type");
  for (const char* attribute : {"id", "source", "type", "subject", "time", "datacontenttype",
                                "dataschema", "specversion", "data_base64"})
    must(is_text(event, attribute), attribute, "a text");
  if (event.contains("time")) must(is_moment(event.at("time")), "time", "a date-time of RFC 3339");
  if (!event.contains("data_base64")) return;
  must(!event.contains("data"), name, "an event that has its data once");
  const std::string& base64 = event.at("data_base64").get_ref<const std::string&>();
  must(!eda::detail::flaw_in_base64(base64), "data_base64", "right base64");
}

void check_whole(const Json& value, const Field& field) {
  // above the range of int64 the conversion would change the sign
  const bool fits = value.is_number_integer() &&
                    (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
  must(fits && field.min <= value.get<std::int64_t>() && value.get<std::int64_t>() <= field.max,
       field.name, fmt::format("a whole number from {} to {}", field.min, field.max));
}

void check_object(const Json& object, const Choice& choice);

void check_list(const Json& value, const Field& field) {
  const auto count = std::int64_t(value.size());
  must(value.is_array() && count <= field.max && count >= std::max<std::int64_t>(field.min, 0),
       field.name, "a list of the right length");
  for (const Json& element : value) {
    if (field.type == Field::Type::events)
      check_event(element, field.name);
    else
      check_object(element, *field.choice);
  }
}

void check_value(const Json& value, const Field& field) {
  switch (field.type) {
    case Field::Type::text:
      return must(value.is_string(), field.name, "a text");
    case Field::Type::flag:
      return must(value.is_boolean(), field.name, "true or false");
    case Field::Type::whole:
      return check_whole(value, field);
    case Field::Type::any:
      return;
    case Field::Type::key:
      return must(
          value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string(),
          field.name, "two texts");
    case Field::Type::event:
      return check_event(value, field.name);
    case Field::Type::events:
    case Field::Type::objects:
      return check_list(value, field);
  }
}

const Choice::Variant& variant_of(const Json& object, const std::string& name,
                                  const std::vector<Choice::Variant>& variants) {
  must(object.is_object() && object.contains(name) && object.at(name).is_string(), name,
       "there, and a text");
  const std::string& word = object.at(name).get_ref<const std::string&>();
  for (const Choice::Variant& variant : variants)
    if (std::ranges::find(variant.words, word) != variant.words.end()) return variant;
  throw Flaw{fmt::format("\"{}\" must be a word that is known there", name)};
}

/// `members`: number of members of `object` besides `fields`.
void check_fields(const Json& object, const std::vector<Field>& fields, std::size_t members) {
  for (const Field& field : fields) {
    const auto found = object.find(field.name);
    if (found == object.end() && field.is_optional) continue;
    must(found != object.end(), field.name, "there");
    check_value(*found, field);
    ++members;
  }
  if (object.size() != members) throw Flaw{"there is a member that is not known there"};
}

void check_object(const Json& object, const Choice& choice) {
  check_fields(object, variant_of(object, choice.name, choice.variants).fields, 1);
}

}  // namespace

namespace form {

Field text(std::string name) { return {.name = std::move(name), .type = Field::Type::text}; }
Field flag(std::string name) { return {.name = std::move(name), .type = Field::Type::flag}; }
Field whole(std::string name, std::int64_t min, std::int64_t max) {
  return {.name = std::move(name), .type = Field::Type::whole, .min = min, .max = max};
}
Field any(std::string name) { return {.name = std::move(name), .type = Field::Type::any}; }
Field key(std::string name) { return {.name = std::move(name), .type = Field::Type::key}; }
Field event(std::string name) { return {.name = std::move(name), .type = Field::Type::event}; }
Field events(std::string name) { return {.name = std::move(name), .type = Field::Type::events}; }
Field objects(std::string name, Choice choice, std::int64_t min, std::int64_t max) {
  return {.name = std::move(name),
          .type = Field::Type::objects,
          .min = min,
          .max = max,
          .choice = std::make_shared<const Choice>(std::move(choice))};
}
Field optional(Field field) {
  field.is_optional = true;
  return field;
}

}  // namespace form

std::optional<std::string> flaw_in_request(const Json& request, const PortForm& form) {
  try {
    const Choice::Variant& variant = variant_of(request, "do", form.requests);
    check_fields(request, variant.fields, 2);  // "port" and "do"
    return {};
  } catch (const Flaw& flaw) {
    return flaw.what();
  }
}

}  // namespace sim
