#include "grade/supervisor.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "box/file.hpp"
#include "box/processes.hpp"
#include "grade/scratch_dir.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

std::vector<int> children() {
  std::vector<int> found;
  std::error_code gone;
  for (fs::directory_iterator entry{"/proc", gone}, end; !gone && entry != end;
       entry.increment(gone)) {
    const int number = std::atoi(entry->path().filename().c_str());
    const auto state = number > 0 ? state_of(number) : std::nullopt;
    if (state && state->parent == getpid()) found.push_back(number);
  }
  return found;
}

/// Ends all descendants. This process is a subreaper: orphans become its children. So the loop
/// stops only when no descendant is left.
void end_all_below() {
  while (true) {
    for (const int child : children()) kill(child, SIGKILL);
    if (waitpid(-1, nullptr, 0) < 0 && errno != EINTR) break;
  }
  remove_abandoned_scratch_dirs();
}

/// Ends this process with its parent. The parent may have ended before the call of prctl.
void follow(int parent, int signal) {
  prctl(PR_SET_PDEATHSIG, signal);
  if (getppid() != parent) _exit(1);
}

int exit_code(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  std::fprintf(stderr, "The grader was stopped by signal %d.\n", WTERMSIG(status));
  return 1;
}

/// Process to which interrupt() passes SIGINT on.
int receiver = 0;
void interrupt(int /*signal*/) { kill(receiver, SIGINT); }

/// Returns the exit code of `worker`; 1 if one of `signals` came first. With `ends_itself`, SIGINT
/// goes to the worker.
int watch_over(int worker, const sigset_t& signals, bool ends_itself) {
  while (true) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) return 1;
    if (signal == SIGINT && ends_itself) {
      kill(worker, SIGINT);
      continue;
    }
    if (signal != SIGCHLD) return 1;
    int status = 0;
    for (int ended = 1; ended > 0;) {
      ended = waitpid(-1, &status, WNOHANG);
      if (ended == worker) return exit_code(status);
    }
  }
}

}  // namespace

int under_supervisor(const std::function<int()>& work, bool ends_itself) {
  sigset_t watched, before;
  sigemptyset(&watched);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&watched, signal);
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // adopts the children of a killed supervisor
  const int front = getpid();
  sigprocmask(SIG_BLOCK, &watched, &before);
  const int supervisor = checked(fork(), "fork");
  if (supervisor == 0) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    follow(front, SIGTERM);
    const int itself = getpid();
    const int worker = checked(fork(), "fork");
    if (worker == 0) {
      if (ends_itself) sigaddset(&before, SIGINT);  // it waits for it: see StopSignal
      sigprocmask(SIG_SETMASK, &before, nullptr);
      follow(itself, SIGKILL);
      std::exit(work());
    }
    const int code = watch_over(worker, watched, ends_itself);
    end_all_below();
    _exit(code);
  }
  receiver = supervisor;
  if (ends_itself) std::signal(SIGINT, interrupt);
  sigprocmask(SIG_SETMASK, &before, nullptr);
  int status = 0;
  while (waitpid(supervisor, &status, 0) < 0 && errno == EINTR) continue;
  if (!WIFEXITED(status)) end_all_below();
  return exit_code(status);
}

}  // namespace grader
