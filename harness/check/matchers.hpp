#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "eda/event.hpp"
#include "sim/tell/outcome.hpp"

namespace eda {

/// Prints an event in GoogleTest's messages, as JSON.
inline void PrintTo(const Event& event, std::ostream* out) { *out << to_json(event).dump(); }

}  // namespace eda

namespace sim {

/// Prints an outcome in GoogleTest's messages. The matcher and the story describe its contents.
inline void PrintTo(const Outcome&, std::ostream* out) { *out << "an outcome"; }

}  // namespace sim

namespace check {

/// Matches an eda::Event whose `data` has `value` in `field`.
MATCHER_P2(has_data, field, value,
           (negation ? "lacks data." : "has data.") + std::string{field} + " " +
               eda::Json(value).dump()) {
  *result_listener << "whose data is " << arg.data.dump();
  return arg.data.is_object() && arg.data.value(field, eda::Json{}) == eda::Json(value);
}

/// Matches an eda::Event of that type.
inline auto has_type(const std::string& type) {
  return testing::Field("type", &eda::Event::type, type);
}

}  // namespace check
