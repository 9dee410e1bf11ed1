#pragma once

#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "eda/json.hpp"

namespace eda {

namespace patterns {
struct Alternative;
}

/// Thrown for a pattern that the service would refuse. The message has the place in the pattern, a
/// JSON pointer (RFC 6901), and says what to write instead:
///     pattern at /data/total/0/numeric: "=>" is no operator; use =, <, <=, > or >=
struct InvalidPattern : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// A rule on the content of events, in the language of Amazon EventBridge. Objects mirror the
/// nesting of the event. All fields must match (AND), each has an array of values, one of which
/// must match (OR):
///     {"type": ["com.pizzaco.payment.failed"], "data": {"total": [{"numeric": [">=", 500]}]}}
///
/// Source: "Comparison operators for use in event patterns", EventBridge User Guide. Where the
/// guide is silent, the open-source engine of the service holds (github.com/aws/event-ruler):
/// - An array in the event matches if one of its elements does; an empty array is an absent field.
///   Fields inside of objects of one array must match in the same element.
/// - Names are joined by dots, so {"a.b": […]} and {"a": {"b": […]}} are the same pattern. Of a
///   path given twice the later one holds, in the order of names, with "$or" last.
/// - A text that is an IP address equals every other spelling of that address.
/// - {"exists": false} in an array holds for the elements that the fields before it, in the order
///   of names, have matched.
/// - "$or" is an operator if each of them has an array of two or more objects, none with a field
///   named like an operator. Otherwise it is the name of a field.
class EventPattern {
 public:
  /// Compiles `pattern`. Throws InvalidPattern; its message begins with `where` ("rules/all.json").
  explicit EventPattern(const Json& pattern, std::string_view where = "pattern");

  /// True if `event` matches. False for an event that is no object.
  bool matches(const Json& event) const;

 private:
  std::shared_ptr<const std::vector<patterns::Alternative>> alternatives_;
};

/// True if `event` matches `pattern`. Compiles the pattern each time: keep an EventPattern to match
/// many events. Throws InvalidPattern.
bool matches(const Json& pattern, const Json& event);

namespace patterns {

/// Magnitude of the numbers that `numeric` can compare, inclusive. Larger numbers can only be
/// equal. Source: "Numeric matching", EventBridge User Guide.
inline constexpr double numeric_magnitude_max = 5e9;
/// Combinations of all "$or" of a pattern. Source: "Complex example with $or", same guide.
inline constexpr std::size_t combinations_max = 1000;

}  // namespace patterns
}  // namespace eda
