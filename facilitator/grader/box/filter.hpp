#pragma once

namespace grader {

/// Who is under a seccomp filter.
enum class Inmate {
  answer,       ///< computes, reads and writes what is open; anything else kills it
  fork_server,  ///< starts answers and waits for them; bubblewrap's process number 1, too
  compiler,     ///< starts programs and works on files, but has no sockets and no other's processes
};

/// A file in memory that holds the filter as the kernel wants it; the caller closes it.
/// `alone`: there is nobody else in its process namespace, so that it may abort() in the usual way.
/// Throws std::system_error.
int filter_for(Inmate inmate, bool alone);

}  // namespace grader
