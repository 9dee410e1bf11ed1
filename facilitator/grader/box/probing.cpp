#include "box/probing.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include "box/fork_server.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

/// A port of this machine with a listening socket.
class Listener {
 public:
  Listener() : socket_{checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket")} {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    checked(bind(socket_.number(), reinterpret_cast<sockaddr*>(&here), size), "bind");
    checked(listen(socket_.number(), 8), "listen");
    checked(getsockname(socket_.number(), reinterpret_cast<sockaddr*>(&here), &size), "port");
    port_ = ntohs(here.sin_port);
  }
  int port() const { return port_; }

 private:
  File socket_;
  int port_ = 0;
};

bool was_possible(ForkServer& fork_server, char what) {
  ForkServer::Process process = fork_server.start();
  if (write(process.to.number(), &what, 1) != 1)
    throw std::runtime_error{"the probe cannot be reached"};
  process.to.reset();
  pollfd waiting{process.from.number(), POLLIN, 0};
  char answer = 0;
  constexpr int patience_ms = 120'000;
  const bool said =
      poll(&waiting, 1, patience_ms) == 1 && read(process.from.number(), &answer, 1) == 1;
  const ForkServer::End end = fork_server.end(process);
  if (said && answer == 'y') return true;
  // killed by the filter, or refused; any other end means that nothing was tried
  const bool was_killed = WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGSYS;
  if (!was_killed && answer != 'n')
    throw std::runtime_error{
        fmt::format("The probe in the box ended with status {} and did not reply.", end.status)};
  return false;
}

}  // namespace

std::vector<Attempt> attempts_in(Level level, const ProbePrograms& programs,
                                 const fs::path& scratch) {
  const fs::path folder = scratch / "canary";
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::all);
  const fs::path canary = folder / "canary.txt";
  std::ofstream{canary} << "a box must not read this\n";
  const Listener listener;
  Box box{.level = level, .fork_server = programs.fork_server, .to_read = {programs.probe}};
  box.limits = answer_limits;
  box.limits.file_bytes = 4096;  // enough, so that a failed write has no other cause
  box.program = {programs.probe, canary, folder, std::to_string(listener.port())};
  ForkServer fork_server{box};
  return {{"read a file outside", was_possible(fork_server, 'r')},
          {"write a file outside", was_possible(fork_server, 'w')},
          {"start a process", was_possible(fork_server, 'f')},
          {"connect to this machine", was_possible(fork_server, 'c')},
          {"take hold of another process", was_possible(fork_server, 't')}};
}

Level probed_level(Level at_most, const ProbePrograms& programs, const fs::path& scratch) {
  std::string reasons;
  for (Level level = at_most; level >= Level::process; level = Level(int(level) - 1)) {
    try {
      const std::vector<Attempt> attempts = attempts_in(level, programs, scratch);
      if (level == Level::process || std::ranges::none_of(attempts, &Attempt::was_possible))
        return level;
      reasons += fmt::format("\n  {}: a box starts, but it does not prevent all attacks",
                             to_string(level));
    } catch (const std::exception& error) {
      reasons += fmt::format("\n  {}: {}", to_string(level), error.what());
    }
  }
  if (at_most == Level::none) return at_most;
  throw std::runtime_error{
      "INFRA_ERROR: no box starts on this machine, so no answer can be judged." + reasons +
      "\nA container must allow user namespaces or Landlock: see facilitator/grading.md, "
      "\"Protection by boxes\". Then try: grade verify"};
}

}  // namespace grader
