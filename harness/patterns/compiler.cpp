#include "patterns/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "eda/detail/json_flaw.hpp"
#include "eda/detail/text.hpp"
#include "eda/limits.hpp"
#include "patterns/event_pattern.hpp"
#include "patterns/operators.hpp"
#include "patterns/place.hpp"

namespace eda::patterns {
namespace {

using Alternatives = std::vector<Alternative>;

/// Reads a pattern. `$or` is an operator everywhere, or the name of a field everywhere.
class Compiler {
 public:
  explicit Compiler(bool or_is_operator) : or_is_operator_{or_is_operator} {}

  Alternatives alternatives(const Json& pattern, const Place& place) const {
    Alternatives all(1);
    add_object(all, pattern, "", place, false);
    return all;
  }

 private:
  bool is_operator(const std::string& name) const { return or_is_operator_ && name == "$or"; }

  /// Adds the fields of `object`, below `path`, to each of `all`.
  void add_object(Alternatives& all, const Json& object, const std::string& path,
                  const Place& place, bool is_inside_or) const {
    if (not object.is_object())
      place.reject(fmt::format("a pattern is an object like {{\"type\": [\"…\"]}}, and this is {}",
                               detail::shown(object)));
    if (object.empty()) place.reject("the object is empty; name at least one field");
    for (const auto& [name, value] : object.items())
      if (not is_operator(name)) add_field(all, name, value, path, place / name, is_inside_or);
    for (const auto& [name, value] : object.items())
      if (is_operator(name)) add_or(all, value, path, place / name);
  }

  void add_field(Alternatives& all, const std::string& name, const Json& value,
                 const std::string& path, const Place& place, bool is_inside_or) const {
    if (is_inside_or && is_reserved(name))
      place.reject(
          fmt::format("{} is an operator and no field inside of $or; put it into the array "
                      "of a field",
                      detail::in_quotes(name)));
    const std::string inner = path.empty() ? name : path + '.' + name;
    if (value.is_object()) return add_object(all, value, inner, place, is_inside_or);
    if (not value.is_array())
      place.reject(fmt::format("this is {}; put it into an array, like [{}]", detail::shown(value),
                               detail::shown(value)));
    if (value.empty()) place.reject("the array is empty; name at least one value");
    auto matchers = std::make_shared<std::vector<ValueMatcher>>();
    for (std::size_t i = 0; i < value.size(); ++i)
      matchers->push_back(matcher_of(value[i], place / i));
    for (Alternative& each : all) each.fields[inner] = matchers;
  }

  /// Replaces each of `all` by its combinations with the objects in `choices`.
  void add_or(Alternatives& all, const Json& choices, const std::string& path,
              const Place& place) const {
    if (not choices.is_array() || choices.size() < 2)
      place.reject("$or takes an array of two or more objects");
    Alternatives combined;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (not choices[i].is_object())
        (place / i).reject(
            fmt::format("$or takes objects, and this is {}", detail::shown(choices[i])));
      Alternatives with_choice = all;
      add_object(with_choice, choices[i], path, place / i, true);
      combined.insert(combined.end(), with_choice.begin(), with_choice.end());
      if (combined.size() > combinations_max)
        place.reject(fmt::format("all $or together have more than {} combinations; split the rule",
                                 combinations_max));
    }
    all = std::move(combined);
  }

  bool or_is_operator_;
};

/// True if `pattern` has a member "$or" at any depth.
bool names_or(const Json& pattern) {
  if (not pattern.is_structured()) return false;
  if (pattern.is_object() && pattern.contains("$or")) return true;
  return std::any_of(pattern.begin(), pattern.end(),
                     [](const Json& inner) { return names_or(inner); });
}

}  // namespace

std::vector<Alternative> compile(const Json& pattern, std::string_view where) {
  const Place place{where};
  if (const auto flaw = detail::flaw_in_json(pattern, limits::payload_levels_max))
    place.reject(fmt::format("the value{} {}", flaw->pointer.empty() ? "" : " at " + flaw->pointer,
                             flaw->what));
  try {
    return Compiler{true}.alternatives(pattern, place);
  } catch (const InvalidPattern&) {
    // rules that were written before there was a $or may have a field of that name
    if (not names_or(pattern)) throw;
    try {
      return Compiler{false}.alternatives(pattern, place);
    } catch (const InvalidPattern&) {
    }
    throw;
  }
}

}  // namespace eda::patterns
