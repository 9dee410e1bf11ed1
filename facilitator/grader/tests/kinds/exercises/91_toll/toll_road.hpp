#pragma once

#include <string>

#include "check/check.hpp"
#include "toll.hpp"

/// Calm runs of a vehicle over the toll road, for the visible and the hidden tests.
inline eda::Event passed(const std::string& kind) {
  eda::Event event{"com.road.passed"};
  event.source = "road";
  event.id = "a-" + kind;
  event.time = eda::from_rfc3339("2026-01-13T10:00:00Z");
  event.data["kind"] = kind;
  return event;
}

/// Returns the cents that a vehicle is charged; 0: nothing.
inline int charged(const std::string& kind) {
  const check::Outcome outcome =
      check::run({.services = {toll::service}, .events = {passed(kind)}});
  const auto facts = outcome.facts("com.toll.charged");
  return facts.empty() ? 0 : facts.front().data.at("cents").get<int>();
}
