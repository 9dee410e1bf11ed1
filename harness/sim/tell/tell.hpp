#pragma once

#include "sim/search/futures.hpp"
#include "sim/tell/trace.hpp"

namespace sim {

/// Runs the real coroutines along `schedule` and returns its trace. `counts`: of its end, if the
/// trace should show the step that decides it; null: it should not. Throws HiddenState.
Trace tell(TransitionSystem& system, const Schedule& schedule, FutureCounts* counts = nullptr);

/// Returns the trace of `schedule` with its shares. Runs no coroutine.
Trace trace_with_shares(TransitionSystem& system, const Schedule& schedule, FutureCounts& counts);

}  // namespace sim
