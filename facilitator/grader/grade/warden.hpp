#pragma once

#include <functional>

namespace grader {

/// Does `work` in a process of its own, under a warden who outlives it and whoever started it. When
/// either is killed, the warden ends every process that was started below, however deep, and
/// removes their folders. The exit code of the work; 1 when it was killed. Before this call there
/// must be one thread.
int under_a_warden(const std::function<int()>& work);

}  // namespace grader
