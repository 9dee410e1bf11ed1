#include "patterns/event_pattern.hpp"

#include <algorithm>

#include "patterns/compiler.hpp"
#include "patterns/leaves.hpp"

namespace eda {

EventPattern::EventPattern(const Json& pattern, std::string_view where)
    : alternatives_{std::make_shared<const std::vector<patterns::Alternative>>(
          patterns::compile(pattern, where))} {}

bool EventPattern::matches(const Json& event) const {
  if (not event.is_object()) return false;
  const patterns::Leaves leaves{event};
  return std::ranges::any_of(*alternatives_, [&](const patterns::Alternative& alternative) {
    return leaves.match(alternative);
  });
}

bool matches(const Json& pattern, const Json& event) {
  return EventPattern{pattern}.matches(event);
}

}  // namespace eda
