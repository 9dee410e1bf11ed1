#pragma once

#include <functional>

namespace grader {

/// Does `work` in a process of its own, under a supervisor who outlives it and whoever started it.
/// When either is killed, the supervisor ends every process that was started below, however deep,
/// and removes their folders. The exit code of the work; 1 when it was killed. Before this call
/// there must be one thread.
int under_supervisor(const std::function<int()>& work);

}  // namespace grader
