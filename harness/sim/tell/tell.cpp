#include "sim/tell/tell.hpp"

#include "sim/tell/live_replay.hpp"
#include "sim/tell/turn.hpp"

namespace sim {

Trace trace_with_shares(TransitionSystem& system, const Schedule& schedule, FutureCounts& counts) {
  Trace trace = trace_of(system, schedule);
  const Turn turn = turn_of(system, schedule, counts);
  trace.turn = trace.token.turn = turn.step;
  trace.otherwise = turn.otherwise[0];
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    trace.steps[i].otherwise = turn.otherwise[i + 1];
  return trace;
}

Trace tell(TransitionSystem& system, const Schedule& schedule, FutureCounts* counts) {
  // Hidden state is reported before any other mistake. Not in a box, where each repeated history
  // takes a process of its own.
  if (!!system.behaviour.executor().keeps_executions()) system.behaviour.audit();
  if (const auto surprise = replay_live(system, schedule)) throw HiddenState{*surprise};
  Trace trace = counts ? trace_with_shares(system, schedule, *counts) : trace_of(system, schedule);
  trace.is_shortest = counts != nullptr;
  return trace;
}

}  // namespace sim
