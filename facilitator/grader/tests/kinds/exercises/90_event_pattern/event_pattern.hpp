#pragma once

#include <algorithm>
#include <string>

#include "check/check.hpp"
#include "eda/bus.hpp"
#include "eda/service.hpp"

/// Common parts of the tests. The answer is a pattern with the allowed values of each field, as in
/// EventBridge.
namespace event_pattern {

/// Returns true if each field of `pattern` is in `event`, with one of the values in its list.
inline bool lets_through(const check::Json& pattern, const check::Json& event) {
  if (!pattern.is_object() || !event.is_object()) return false;
  for (const auto& [name, allowed] : pattern.items()) {
    if (!event.contains(name)) return false;
    const check::Json& value = event.at(name);
    if (allowed.is_object() ? !lets_through(allowed, value)
                            : std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      return false;
  }
  return true;
}

inline eda::Event tip_in(const std::string& jar) {
  eda::Event tip{"com.bistro.tip.given"};
  tip.source = "bistro";
  tip.id = "tip-" + jar;
  tip.time = eda::from_rfc3339("2026-01-13T10:00:00Z");
  tip.data = {{"jarId", jar}, {"cents", 200}};
  return tip;
}

inline check::Json json_of(const eda::Event& event) {
  return {{"type", event.type}, {"data", event.data}};
}

/// The pattern of the answer. The test ends if there is none.
inline const check::Json& pattern() { return check::part("/pattern", check::Kind::object); }

}  // namespace event_pattern
