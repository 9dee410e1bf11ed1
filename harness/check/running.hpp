#pragma once

#include <memory>
#include <string>

#include "check/outcome.hpp"
#include "sim/learn/executor.hpp"
#include "sim/tell/replay.hpp"

/// Parts that all ways to run a scenario share.
namespace check {

/// Fails the running test and ends it. GoogleTest does not report this exception a second time.
[[noreturn]] void fail_test(const std::string& message);
/// Fails the test because a handler remembers something outside the store.
[[noreturn]] void fail_test(const sim::HiddenState& surprise);

/// Fails the test if this event of it cannot be delivered.
void check_event(const sim::Event& event);
/// Fails the test if one of its events cannot be delivered.
void check_events_of(const sim::Scenario& scenario);

/// Returns the executor for `scenario`: this process, unless the session sets another.
std::shared_ptr<sim::Executor> executor_for(const sim::Scenario& scenario);

/// Prints a schedule while it is replayed. With --step, waits before each step.
sim::Watch watch();
/// Replays the schedule of `token`, and prints it.
Outcome replayed(const sim::Scenario& scenario, const sim::Token& token);

}  // namespace check
