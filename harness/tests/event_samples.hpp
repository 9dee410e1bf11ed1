#pragma once

#include <string>
#include <utility>

#include "eda/event.hpp"

namespace eda::samples {

/// A small valid event.
inline Json payment() {
  return {{"specversion", "1.0"},
          {"id", "payment-42"},
          {"source", "payment-service"},
          {"type", "com.pizzaco.payment.completed"}};
}

/// `payment()` with `name` set to `value`.
inline Json payment_with(const char* name, Json value) {
  Json json = payment();
  json[name] = std::move(value);
  return json;
}

inline Json payment_without(const char* name) {
  Json json = payment();
  json.erase(name);
  return json;
}

/// Message of the InvalidEvent that `action` throws, or "accepted".
template <typename Action>
std::string refusal_by(Action action) {
  try {
    action();
    return "accepted";
  } catch (const InvalidEvent& error) {
    return error.what();
  }
}

inline std::string refusal(const Json& json) {
  return refusal_by([&] { event_from_json(json, "payment.json"); });
}

}  // namespace eda::samples
