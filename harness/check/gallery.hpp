#pragma once

#include <vector>

#include "sim/model/scenario.hpp"

namespace check {

/// An outcome that a test has looked at.
struct Judged {
  sim::Json outcome;  ///< see sim::to_json
  bool is_rejected = false;
};

/// With --outcomes, prints the distinct outcomes of scenario `number` of the running test: for each
/// how many schedules end like it, how calm the calmest is, and whether the test rejects it. With
/// --outcomes=N, tells and draws the calmest schedule of outcome N. Throws sim::HiddenState.
void print_outcomes(const sim::Scenario& scenario, int number, const std::vector<Judged>& judged);

}  // namespace check
