#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "eda/event.hpp"

namespace eda {

/// How GoogleTest shows an event: as its JSON.
inline void PrintTo(const Event& event, std::ostream* out) { *out << to_json(event).dump(); }

}  // namespace eda

namespace check {

/// Matches an eda::Event whose `data` has `value` at `field`.
inline auto has_data(std::string field, eda::Json value) {
  return testing::ResultOf(
      "data." + field,
      [field](const eda::Event& event) {
        return event.data.is_object() ? event.data.value(field, eda::Json{}) : eda::Json{};
      },
      testing::Eq(value));
}

}  // namespace check
