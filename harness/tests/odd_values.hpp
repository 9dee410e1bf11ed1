#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "eda/bus.hpp"
#include "eda/fifo.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "sim/learn/execution.hpp"

/// Handlers that pass unusual values to their ports, some of which JSON text cannot express. A run
/// on a participant's machine and a graded run must treat each of them alike.
namespace odd {

using eda::Event, eda::Instant, eda::Json, eda::Task;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
  eda::Fifo& fifo;
  eda::Log& log;
};

/// Handler with one unusual value, and a part of the message with which it fails.
struct Case {
  std::string name;
  Task<> (*handler)(Event, Ports);
  std::string refusal;  ///< empty: the value is accepted
};

inline const std::string latin1 = "caf\xE9";

inline Event fact() {
  Event event{"com.bistro.jar.filled"};
  event.source = "jar";
  event.id = "1";
  return event;
}

inline Json nested(int levels) {
  Json json = 1;
  for (int i = 0; i < levels; ++i) json = Json::array({std::move(json)});
  return json;
}

/// All requests and log lines of `handler` if every port accepts its values.
inline std::vector<sim::Suspension> asks_of(Task<> (*handler)(Event, Ports)) {
  Event tip{"com.bistro.tip.given"};
  sim::HandlerCoroutine run{eda::handler(handler), tip, Instant{}};
  std::vector<sim::Suspension> asks{run.suspension()};
  while (!asks.back().is_end() && asks.size() < 20) {
    const std::string port = asks.back().action.at("port");
    run.resume(port == "store" ? Json::object({{"result", "written"}}) : Json::array({"accepted"}),
               Instant{});
    asks.push_back(run.suspension());
  }
  return asks;
}

std::vector<Case> cases();

}  // namespace odd
