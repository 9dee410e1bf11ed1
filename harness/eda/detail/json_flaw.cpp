#include "eda/detail/json_flaw.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace eda::detail {
namespace {

/// The flaw of a value that is the member or the element `key` of another.
std::optional<JsonFlaw> placed(std::optional<JsonFlaw> flaw, const std::string& key) {
  flaw->pointer.insert(0, (Json::json_pointer{} / key).to_string());
  return flaw;
}

std::optional<JsonFlaw> flaw_within(const Json& value, int levels_left, int levels_max) {
  const auto flaw = [](std::string what) { return JsonFlaw{"", std::move(what)}; };
  if (levels_left < 0) return flaw(fmt::format("is nested deeper than {} levels", levels_max));
  if (value.is_binary()) return flaw("is " + shown(value) + "; bytes belong in a string");
  if (value.is_discarded()) return flaw("is a value that could not be parsed");
  if (value.is_number_float() && not std::isfinite(value.get<double>()))
    return flaw(fmt::format("is {}; a number in JSON is finite", shown(value)));
  if (value.is_string())
    if (const Flaw bytes = flaw_in_utf8(value.get_ref<const std::string&>()))
      return flaw(fmt::format("is not UTF-8: {}; text in JSON must be UTF-8", *bytes));
  // not by items(), which makes texts of the numbers of elements
  if (value.is_object())
    for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
      if (const Flaw bytes = flaw_in_utf8(key))
        return flaw(fmt::format("has the key {}: {}; a key must be UTF-8", in_quotes(key), *bytes));
      if (auto inner = flaw_within(member, levels_left - 1, levels_max))
        return placed(std::move(inner), key);
    }
  if (value.is_array()) {
    std::size_t number = 0;
    for (const Json& element : value.get_ref<const Json::array_t&>()) {
      if (auto inner = flaw_within(element, levels_left - 1, levels_max))
        return placed(std::move(inner), std::to_string(number));
      ++number;
    }
  }
  return {};
}

}  // namespace

std::optional<JsonFlaw> flaw_in_json(const Json& value, int levels_max) {
  return flaw_within(value, levels_max, levels_max);
}

std::string shown(const Json& value) {
  if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_binary()) return "a binary value of nlohmann_json";
  const bool is_infinite = value.is_number_float() && not std::isfinite(value.get<double>());
  return is_infinite ? fmt::format("{}", value.get<double>()) : value.dump();
}

}  // namespace eda::detail
