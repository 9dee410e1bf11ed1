#pragma once

#include <memory>
#include <vector>

#include "sim/learn/execution.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// Runs the handlers of a scenario: in this process, or in a box. Handlers are numbered over all
/// services of the scenario, as in History.
class Executor {
 public:
  virtual ~Executor() = default;
  /// Runs one delivery alone along its whole history: see `run_history`.
  virtual std::vector<Suspension> run(const History& history) = 0;
  /// Does the same in a process that has run no other history, where there is one.
  virtual std::vector<Suspension> run_afresh(const History& history) { return run(history); }
  /// Starts a delivery beside others, which wait at their requests.
  virtual std::unique_ptr<Execution> start(int handler, std::shared_ptr<const Event> event,
                                           Instant now) = 0;
  /// True if executions may be kept and resumed later while histories are learnt. Otherwise each
  /// history runs from its start.
  virtual bool keeps_executions() const = 0;
};

/// Runs the handlers of `scenario` in this process.
std::shared_ptr<Executor> in_process(const Scenario& scenario);

}  // namespace sim
