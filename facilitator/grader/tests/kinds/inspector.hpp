#pragma once

#include "eda/bus.hpp"
#include "eda/service.hpp"

/// A tiny activity whose answer is a test suite. It tests many laboratories, one after another, and
/// must reject those that do not double every number.
namespace inspector {

struct Ports {
  eda::Bus& bus;
};

/// Handles com.lab.opened: publishes com.inspector.asked, {"number"}, as often as it likes.
eda::Task<> on_opened(eda::Event opened, Ports io);

/// Handles com.lab.replied, {"number", "double"}: publishes com.inspector.rejected if that is
/// wrong. Without such an event, the laboratory is accepted.
eda::Task<> on_replied(eda::Event replied, Ports io);

inline const eda::Service service{
    "inspector",
    "com.inspector.",
    {eda::on({"com.lab.opened"}, on_opened), eda::on({"com.lab.replied"}, on_replied)}};

}  // namespace inspector
