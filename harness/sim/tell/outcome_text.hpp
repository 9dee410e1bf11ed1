#pragma once

#include <string>
#include <vector>

#include "sim/model/scenario.hpp"
#include "sim/tell/outcome.hpp"

namespace sim {

/// Returns all that a test can see of an outcome, in one order for equal outcomes:
/// {"published": [{"event", "by", "at_ms"}], "failures": [{"service", "event", "what"}],
/// "held": {…}}.
Json to_json(const Outcome& outcome, Observed observed);

/// Lines about several distinct outcomes of one scenario.
struct OutcomeLines {
  std::vector<std::string> common;            ///< in each outcome
  std::vector<std::vector<std::string>> own;  ///< of each outcome; no two are equal
};
/// Returns a line for each published fact, failed delivery and port with holdings.
OutcomeLines lines_of(const std::vector<Outcome>& outcomes, Observed observed);

}  // namespace sim
