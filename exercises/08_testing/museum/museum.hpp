#pragma once

#include <string>

#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/ids.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// Parts that the exhibits share.
namespace museum {

inline constexpr eda::Duration soon = std::chrono::minutes{1};

inline eda::Event event(const std::string& type, const std::string& subject) {
  eda::Event event{type};
  event.source = "museum";
  event.id = type + "-" + subject;
  event.subject = subject;
  return event;
}

/// Value of a row of a saga that has begun.
inline eda::Json waiting() {
  eda::Json value = eda::Json::object();
  value["status"] = "waiting";
  return value;
}

/// Publishes a fact of that type, always the same one.
template <typename Ports>
eda::Task<> say(std::string type, Ports io) {
  const eda::Event fact = event(type, "7");
  (void)co_await io.bus.publish(fact);
}

}  // namespace museum
