#include "grade/room/workers.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <vector>

#include "box/file.hpp"

namespace grader {

namespace {

/// A process that does one task. It ends when the destructor runs or when this process ends.
class Worker {
 public:
  Worker(std::size_t task, const Workload& work) : task{task} {
    int ends[2];
    checked(pipe2(ends, O_CLOEXEC), "pipe2");
    from_ = File{ends[0]};
    const File to{ends[1]};
    std::fflush(stdout);  // else the child would print it again
    const int parent = getpid();
    process_ = checked(fork(), "fork");
    if (process_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    try {
      tell(to, work.does(task));
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
    _exit(0);
  }
  Worker(Worker&& other) noexcept
      : task{other.task},
        said{std::move(other.said)},
        from_{std::move(other.from_)},
        process_{std::exchange(other.process_, 0)} {}
  Worker& operator=(Worker&& other) noexcept {
    std::swap(task, other.task);
    std::swap(said, other.said);
    std::swap(from_, other.from_);
    std::swap(process_, other.process_);
    return *this;
  }
  ~Worker() {
    if (process_ == 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }

  int line() const { return from_.number(); }

  /// Reads more of the result. Returns true at its end.
  bool listen() {
    std::array<char, 65536> piece;
    const ssize_t got = read(from_.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) return false;
    if (checked(int(got), "read") == 0) return true;
    said.append(piece.data(), std::size_t(got));
    return false;
  }

  /// Returns the reason why it ended early; empty: it did not.
  std::string ended() {
    int status = 0;
    waitpid(std::exchange(process_, 0), &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
    return WIFSIGNALED(status) ? fmt::format("The process that judged it was stopped by signal {}.",
                                             WTERMSIG(status))
                               : "The process that judged it failed.";
  }

  std::size_t task;
  std::string said;

 private:
  static void tell(const File& to, const std::string& what) {
    for (std::string_view left = what; !left.empty();) {
      const ssize_t put = write(to.number(), left.data(), left.size());
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) _exit(1);
      left.remove_prefix(std::size_t(put));
    }
  }

  File from_;
  int process_ = 0;
};

}  // namespace

void carry_out(const Workload& work) {
  std::vector<Worker> workers;
  std::size_t next = 0;
  while (next < work.tasks || !workers.empty()) {
    while (next < work.tasks && workers.size() < std::size_t(work.at_a_time)) {
      work.begins(next);
      workers.emplace_back(next, work);
      ++next;
    }
    std::vector<pollfd> lines;
    for (const Worker& worker : workers) lines.push_back({worker.line(), POLLIN, 0});
    lines.push_back({work.stop, POLLIN, 0});
    if (poll(lines.data(), lines.size(), -1) < 0 && errno != EINTR) checked(-1, "poll");
    if (lines.back().revents != 0) throw Interrupted{};
    lines.pop_back();
    for (std::size_t i = lines.size(); i-- > 0;) {
      if (lines[i].revents == 0 || !workers[i].listen()) continue;
      const std::string why = workers[i].ended();
      Worker done = std::move(workers[i]);
      workers.erase(workers.begin() + std::ptrdiff_t(i));
      work.ends(done.task, why.empty() ? done.said : "", why);
    }
  }
}

}  // namespace grader
