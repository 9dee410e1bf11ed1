#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/outcome.hpp"
#include "sim/walk.hpp"

namespace sim {

/// One line of a story.
struct TraceStep {
  int at_ms = 0;                         ///< since the start of the scenario
  int delivery = -1;                     ///< number in Trace::deliveries; -1: time passes
  std::string service;                   ///< "kitchen"; empty: time passes
  std::string who;                       ///< "payment.completed (2nd copy)"
  std::string asked;                     ///< "put order/42 if v1"
  std::string told;                      ///< "refused"
  std::string fault;                     ///< "crash", "stale, crash", "late" …; empty: none
  eda::Place at{};                       ///< the co_await that asked
  std::vector<std::string> said{};       ///< log lines of the handler before it asked
  std::vector<std::string> last_said{};  ///< … after it was told, when it ended there
  Json ports = Json::object();           ///< what each port holds afterwards
};

/// A schedule, told for people and tools.
struct Trace {
  std::string test;
  Rule rule;
  std::string token;
  std::string replay_command;
  std::vector<std::string> deliveries;  ///< names
  std::vector<TraceStep> steps;
  int turn = -1;  ///< the step after which everything leads to this end; -1: not known
  int faults = 0;
  bool is_shortest = true;   ///< of all that end like this; a calm or a repeated one need not be
  bool is_confirmed = true;  ///< false: the real coroutines did something else; no steps then
  std::shared_ptr<const Trace> passing{};  ///< the nearest that the test has let pass; null: none
  OnTold on_told{};                        ///< see Scenario
};

/// Tells `schedule`. `turn` is left for the caller.
Trace trace_of(Rules& rules, const Schedule& schedule);

/// At most 100 columns: rule and hint, numbered steps, the token.
std::string to_text(const Trace& trace);
/// The lines of each step, as they stand in the text.
std::vector<std::string> step_texts(const Trace& trace);
/// See harness/check/trace.schema.json.
Json to_json(const Trace& trace);

}  // namespace sim
