#include "protocol/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace grader {

namespace {

const Json& at(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name))
    throw ProtocolError{fmt::format("\"{}\" is missing", name)};
  return object.at(name);
}

[[noreturn]] void complain(const char* name, std::string_view must) {
  throw ProtocolError{fmt::format("\"{}\" must be {}", name, must)};
}

}  // namespace

void must_have(const Json& object, std::initializer_list<std::string_view> names,
               std::string_view where) {
  if (!object.is_object()) throw ProtocolError{fmt::format("{} must be an object", where)};
  std::size_t found = 0;
  for (std::string_view name : names) {
    const bool optional = name.ends_with('?');
    if (optional) name.remove_suffix(1);
    const bool there = object.contains(name);
    if (!there && !optional) throw ProtocolError{fmt::format("{} has no \"{}\"", where, name)};
    found += there ? 1 : 0;
  }
  if (found != object.size()) throw ProtocolError{fmt::format("{} has an unknown field", where)};
}

const std::string& text(const Json& object, const char* name) {
  const Json& value = at(object, name);
  if (!value.is_string()) complain(name, "a text");
  return value.get_ref<const std::string&>();
}

bool flag(const Json& object, const char* name) {
  const Json& value = at(object, name);
  if (!value.is_boolean()) complain(name, "true or false");
  return value.get<bool>();
}

std::int64_t number(const Json& object, const char* name, std::int64_t min, std::int64_t max) {
  const Json& value = at(object, name);
  // a conversion of a number above the range of int64 would change its sign
  const bool fits = value.is_number_integer() &&
                    (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
  if (!fits || value.get<std::int64_t>() < min || value.get<std::int64_t>() > max)
    complain(name, fmt::format("a whole number from {} to {}", min, max));
  return value.get<std::int64_t>();
}

const Json& list(const Json& object, const char* name, std::size_t count_max) {
  const Json& value = at(object, name);
  if (!value.is_array() || value.size() > count_max)
    complain(name, fmt::format("a list of at most {} elements", count_max));
  return value;
}

const std::string& word(const Json& object, const char* name,
                        std::initializer_list<std::string_view> words) {
  const std::string& value = text(object, name);
  if (std::ranges::find(words, value) == words.end())
    complain(name, fmt::format("one of {}", fmt::join(words, ", ")));
  return value;
}

}  // namespace grader
