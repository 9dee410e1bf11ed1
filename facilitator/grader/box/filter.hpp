#pragma once

namespace grader {

/// Kind of program under a seccomp filter.
enum class Inmate {
  answer,       ///< computes, reads and writes open files; another call kills it
  fork_server,  ///< starts answers and waits for them; also bubblewrap's process 1
  compiler,     ///< starts programs and uses files, but no sockets and no other processes
};

/// Returns a file in memory with the filter in the kernel's form; the caller closes it. `alone`:
/// its process namespace has no other process, so it may abort() in the usual way. Throws
/// std::system_error.
int filter_for(Inmate inmate, bool alone);

}  // namespace grader
