#pragma once

#include <functional>

namespace grader {

/// Runs `work` in its own process, below a supervisor process that outlives it and the caller. If
/// either is killed, the supervisor ends all descendants and removes their scratch folders. With
/// `ends_itself`, SIGINT (Ctrl-C) goes to `work` alone; else it kills. Returns the exit code of
/// `work`; 1 if it was killed. Before this call there must be one thread.
int under_supervisor(const std::function<int()>& work, bool ends_itself = false);

}  // namespace grader
