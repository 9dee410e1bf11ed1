#include "patterns/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "eda/detail/json_flaw.hpp"
#include "eda/detail/text.hpp"
#include "patterns/event_pattern.hpp"

namespace eda::patterns {
namespace {

using detail::in_quotes;
using detail::shown;

constexpr std::string_view operators =
    "prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, exists, cidr";

/// The only member of an object like {"prefix": "a"}.
struct Operator {
  std::string name;
  const Json* value;
};

Operator only_member(const Json& object, const Place& place) {
  if (object.size() != 1)
    place.reject(
        fmt::format("an object here has exactly one operator, and this one has {} members; "
                    "write one object for each operator",
                    object.size()));
  return {object.begin().key(), &*object.begin()};
}

const std::string& text_in(const Json& value, const Place& place, std::string_view name) {
  if (not value.is_string())
    place.reject(fmt::format("{} takes a text, and this is {}", name, shown(value)));
  return value.get_ref<const std::string&>();
}

ValueMatcher wildcard_in(const Json& value, const Place& place) {
  const std::string& text = text_in(value, place, "wildcard");
  if (const auto flaw = flaw_in_wildcard(text))
    place.reject(fmt::format("{}: {}", in_quotes(text), *flaw));
  return wildcard(text);
}

/// {"prefix": "a"} or {"prefix": {"equals-ignore-case": "a"}}; the same for suffix.
ValueMatcher end_in(const Json& value, const Place& place, const std::string& name) {
  const bool is_prefix = name == "prefix";
  if (not value.is_object()) {
    const std::string& text = text_in(value, place, name);
    return is_prefix ? prefix(text) : suffix(text);
  }
  const Operator inner = only_member(value, place);
  if (inner.name != "equals-ignore-case")
    place.reject(fmt::format("{} cannot hold {}; it holds a text, or equals-ignore-case", name,
                             in_quotes(inner.name)));
  const std::string& text = text_in(*inner.value, place / inner.name, inner.name);
  return is_prefix ? prefix_ignoring_case(text) : suffix_ignoring_case(text);
}

double number_in(const Json& value, const Place& place) {
  const double number = value.is_number() ? value.get<double>() : 0;
  if (not value.is_number())
    place.reject(fmt::format("a bound is a number, and this is {}", shown(value)));
  if (not(std::abs(number) <= numeric_magnitude_max))
    place.reject(
        fmt::format("{} is out of range; numeric compares numbers from -5000000000 to "
                    "5000000000",
                    shown(value)));
  return number;
}

Bound bound_in(const Json& list, std::size_t at, const Place& place) {
  constexpr std::array<std::string_view, 5> comparisons{"=", "<", "<=", ">", ">="};
  const Json& comparison = list[at];
  if (not comparison.is_string() ||
      std::ranges::find(comparisons, comparison.get_ref<const std::string&>()) == comparisons.end())
    (place / at)
        .reject(fmt::format("{} is no comparison; use =, <, <=, > or >=",
                            comparison.is_string()
                                ? in_quotes(comparison.get_ref<const std::string&>())
                                : shown(comparison)));
  if (at + 1 == list.size()) (place / at).reject("a number must follow the comparison");
  return {comparison, number_in(list[at + 1], place / (at + 1))};
}

ValueMatcher numeric_in(const Json& value, const Place& place) {
  if (not value.is_array() || value.empty())
    place.reject(fmt::format(R"(numeric takes an array like [">", 0, "<=", 5], and this is {})",
                             value.is_array() ? "an empty array" : shown(value)));
  const Bound first = bound_in(value, 0, place);
  if (value.size() == 2) return numeric({first});
  const bool is_lower = first.comparison == ">" || first.comparison == ">=";
  if (not is_lower)
    (place / std::size_t{2})
        .reject(fmt::format("nothing may follow a bound with {}; a range begins with > or >=",
                            first.comparison));
  const Bound second = bound_in(value, 2, place);
  if (second.comparison != "<" && second.comparison != "<=")
    (place / std::size_t{2}).reject("the second comparison of a range is < or <=");
  if (value.size() > 4) (place / std::size_t{4}).reject("a range has two bounds, no more");
  if (not(first.number < second.number))
    place.reject("the lower bound of a range must be less than the upper one");
  return numeric({first, second});
}

/// Calls `add` for a value, or for each element of a list, which must not be empty.
template <class Add>
void for_each_value(const Json& value, const Place& place, Add add) {
  if (not value.is_array()) return add(value, place);
  if (value.empty()) place.reject("the list is empty; it needs at least one value");
  for (std::size_t i = 0; i < value.size(); ++i) add(value[i], place / i);
}

/// One of {"prefix": …} and the like inside of anything-but, with a text or a list of texts.
std::vector<ValueMatcher> refused_by_operator(const Json& object, const Place& place) {
  const Operator inner = only_member(object, place);
  const std::string& name = inner.name;
  if (name != "prefix" && name != "suffix" && name != "equals-ignore-case" && name != "wildcard")
    place.reject(
        fmt::format("anything-but cannot hold {}; it holds values, prefix, suffix, "
                    "equals-ignore-case or wildcard",
                    in_quotes(name)));
  std::vector<ValueMatcher> refused;
  for_each_value(*inner.value, place / name, [&](const Json& each, const Place& at) {
    const std::string& text = text_in(each, at, name);
    if (text.empty() && (name == "prefix" || name == "suffix"))
      at.reject(fmt::format("every text has the empty {}; name one that is not empty", name));
    if (name == "wildcard")
      refused.push_back(wildcard_in(each, at));
    else
      refused.push_back(name == "equals-ignore-case" ? equals_ignoring_case(text)
                                                     : end_in(each, at, name));
  });
  return refused;
}

ValueMatcher anything_but_in(const Json& value, const Place& place) {
  if (value.is_object()) return anything_but(refused_by_operator(value, place));
  std::vector<ValueMatcher> refused;
  const Json* first = nullptr;
  for_each_value(value, place, [&](const Json& each, const Place& at) {
    if (not each.is_string() && not each.is_number())
      at.reject(fmt::format("anything-but takes texts or numbers, and this is {}", shown(each)));
    if (first == nullptr) first = &each;
    if (first->is_string() != each.is_string())
      at.reject("anything-but takes texts or numbers, not both in one list");
    refused.push_back(each.is_string() ? same_text(each) : equals(each));
  });
  return anything_but(std::move(refused));
}

ValueMatcher matcher_of_operator(const std::string& name, const Json& value, const Place& place) {
  if (name == "prefix" || name == "suffix") return end_in(value, place, name);
  if (name == "equals-ignore-case") return equals_ignoring_case(text_in(value, place, name));
  if (name == "exactly") return same_text(text_in(value, place, name));
  if (name == "wildcard") return wildcard_in(value, place);
  if (name == "numeric") return numeric_in(value, place);
  if (name == "anything-but") return anything_but_in(value, place);
  if (name == "exists") {
    if (not value.is_boolean())
      place.reject(fmt::format("exists takes true or false, and this is {}", shown(value)));
    return exists(value.get<bool>());
  }
  const std::string& block = text_in(value, place, name);
  if (const auto flaw = flaw_in_cidr(block))
    place.reject(fmt::format("{}: {}", in_quotes(block), *flaw));
  return cidr(block);
}

}  // namespace

ValueMatcher matcher_of(const Json& wanted, const Place& place) {
  if (wanted.is_array())
    place.reject("an array inside of an array of values; list the values themselves");
  if (not wanted.is_object()) return equals(wanted);
  const Operator only = only_member(wanted, place);
  const std::string& name = only.name;
  constexpr std::array<std::string_view, 9> known{"prefix",       "suffix",   "equals-ignore-case",
                                                  "exactly",      "wildcard", "numeric",
                                                  "anything-but", "exists",   "cidr"};
  if (std::ranges::find(known, name) == known.end())
    place.reject(
        fmt::format("{} is no operator; the operators are {}", in_quotes(name), operators));
  return matcher_of_operator(name, *only.value, place / name);
}

bool is_reserved(std::string_view name) {
  // from "regex" on: names that the engine keeps for operators to come
  constexpr std::array<std::string_view, 24> names{"exactly",
                                                   "equals-ignore-case",
                                                   "prefix",
                                                   "suffix",
                                                   "anything-but",
                                                   "exists",
                                                   "wildcard",
                                                   "numeric",
                                                   "cidr",
                                                   "=",
                                                   "<",
                                                   "<=",
                                                   ">",
                                                   ">=",
                                                   "regex",
                                                   "not-wildcard",
                                                   "date-after",
                                                   "not-equals-ignore-case",
                                                   "date-on-or-after",
                                                   "date-before",
                                                   "date-on-or-before",
                                                   "in-date-range",
                                                   "ip-address-in-range",
                                                   "ip-address-not-in-range"};
  return std::ranges::find(names, name) != names.end();
}

}  // namespace eda::patterns
