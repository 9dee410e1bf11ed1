#include "box/box.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "box/processes.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr int control_fd = 3, outer_filter_fd = 8, inner_filter_fd = 9;
constexpr auto bubblewrap = "/usr/bin/bwrap";
constexpr unsigned int first_user = 61'184, users = 4'000;  ///< reserved by no service

using Words = std::vector<std::string>;

void add(Words& words, std::initializer_list<std::string> more) { words.insert(words.end(), more); }

void add_namespaces(Words& words, const Box& box) {
  add(words, {bubblewrap, "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"});
  for (const char* link : {"/lib", "/lib64", "/bin"})
    if (fs::is_symlink(link) && box.inmate == Inmate::compiler)
      add(words, {"--symlink", fs::read_symlink(link), link});
  add(words, {"--ro-bind", box.fork_server, box.fork_server});
  for (const fs::path& place : box.to_read) add(words, {"--ro-bind", place, place});
  for (const fs::path& place : box.to_write) add(words, {"--bind", place, place});
  for (const fs::path& place : box.scratch) add(words, {"--size", "268435456", "--tmpfs", place});
  add(words, {"--remount-ro", "/", "--chdir", "/", "--seccomp", std::to_string(outer_filter_fd)});
  words.push_back("--");
}

void add_landlock(Words& words, const Box& box) {
  for (const fs::path& place : box.to_read) add(words, {"ro", place});
  for (const fs::path& place : box.to_write) add(words, {"rw", place});
  for (const fs::path& place : box.scratch) add(words, {"rw", place});
}

Words command(const Box& box, const char* mode) {
  Words words;
  const bool has_namespaces = box.level == Level::namespaces;
  if (has_namespaces) add_namespaces(words, box);
  // with namespaces, bubblewrap sets a filter for the whole box; the fork server sets one more for
  // an answer
  const bool has_filter =
      box.level >= Level::landlock && !(has_namespaces && box.inmate == Inmate::compiler);
  Limits l = box.limits;
  // without root and without namespaces, all processes of the user would count
  if (!has_namespaces && boxed_user() == 0) l.processes = RLIM_INFINITY;
  add(words, {box.fork_server, mode});
  for (std::uint64_t one : {l.cpu_s, l.memory_bytes, l.file_bytes, l.processes, l.files})
    words.push_back(std::to_string(one));
  words.push_back(std::to_string(has_filter ? inner_filter_fd : -1));
  if (box.level == Level::landlock) add_landlock(words, box);
  words.push_back("--");
  words.insert(words.end(), box.program.begin(), box.program.end());
  return words;
}

/// Ends a process that has not become a box yet. Its parent receives the reason.
[[noreturn]] void give_up(const std::string& what) {
  const std::string reason = fmt::format("{}: {}", what, std::strerror(errno));  // NOLINT
  [[maybe_unused]] const ssize_t told = write(STDERR_FILENO, reason.data(), reason.size());
  _exit(126);
}

[[noreturn]] void become(const Words& words, const Words& environment) {
  std::vector<char*> arguments, variables;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  for (const std::string& word : environment) variables.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  variables.push_back(nullptr);
  execve(arguments[0], arguments.data(), variables.data());
  give_up(words[0]);
}

void give_up_root(unsigned int user) {
  if (user == 0) return;
  if (setgroups(0, nullptr) != 0 || setresgid(user, user, user) != 0 ||
      setresuid(user, user, user) != 0)
    give_up(fmt::format("it cannot run as the user {}", user));
}

/// Waits until the box has started, which it reports with a NUL. If it ends before, throws the text
/// that it has written.
void wait_until_started(int process, const File& says, Level level) {
  constexpr int patience_ms = 120'000;
  std::string reason;
  pollfd waiting{says.number(), POLLIN, 0};
  bool has_ended = false;
  while (!has_ended && poll(&waiting, 1, patience_ms) == 1) {
    std::array<char, 1024> piece;
    const ssize_t got = read(says.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    has_ended = got <= 0;
    if (!has_ended) reason.append(piece.data(), std::size_t(got));
    if (reason.find('\0') != std::string::npos) return;
  }
  kill(-process, SIGKILL);
  kill(process, SIGKILL);
  waitpid(process, nullptr, 0);
  while (reason.ends_with('\n')) reason.pop_back();
  if (!has_ended) reason = fmt::format("it was not ready within {} s", patience_ms / 1000);
  if (reason.empty()) reason = "it ended without a message";
  throw std::runtime_error{
      fmt::format("A box of level {} does not start: {}", to_string(level), reason)};
}

/// `given`: (descriptor here, its number in the box). All others are closed in the box.
int start(const Box& box, const char* mode, std::vector<std::pair<int, int>> given) {
  const bool has_namespaces = box.level == Level::namespaces;
  const File null{checked(open("/dev/null", O_RDWR | O_CLOEXEC), "/dev/null")};
  const bool serves = box.inmate == Inmate::answer;
  const File outer{filter_for(serves ? Inmate::fork_server : Inmate::compiler, has_namespaces)};
  const File inner{filter_for(box.inmate, has_namespaces)};
  int ends[2];
  checked(pipe2(ends, O_CLOEXEC), "pipe2");
  const File says{ends[0]};
  File to_say{ends[1]};
  // until it has started; then the fork server makes descriptor 2 a copy of 1
  given.insert(given.begin(), {{null.number(), 0}, {null.number(), 1}});
  given.insert(given.end(), {{to_say.number(), STDERR_FILENO}});
  given.insert(given.end(), {{outer.number(), outer_filter_fd}, {inner.number(), inner_filter_fd}});
  const Words words = command(box, mode);
  Words environment;
  if (box.inmate == Inmate::compiler)
    environment = {"PATH=/usr/bin", "LC_ALL=C", "TZ=UTC",
                   fmt::format("SOURCE_DATE_EPOCH={}", compile_time.time_since_epoch().count())};
  if (!box.scratch.empty()) environment.push_back("TMPDIR=" + box.scratch.front().string());
  const unsigned int user = boxed_user();
  const int parent = getpid();
  const int process = checked(fork(), "fork");
  if (process != 0) {
    to_say.reset();
    wait_until_started(process, says, box.level);
    return process;
  }
  setpgid(0, 0);
  for (auto& [ours, theirs] : given) ours = fcntl(ours, F_DUPFD_CLOEXEC, 64);
  for (const auto& [ours, theirs] : given) dup2(ours, theirs);
  close_range(inner_filter_fd + 1, ~0U, 0);
  for (int number = control_fd; number < outer_filter_fd; ++number) {
    bool is_given = false;
    for (const auto& [ours, theirs] : given) is_given |= theirs == number;
    if (!is_given) close(number);
  }
  give_up_root(user);
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // after the change of user, which resets it
  if (getppid() != parent) _exit(127);
  become(words, environment);
}

/// Waits for a killed process. It ends only when its memory is free, which takes time for
/// gigabytes.
void wait_until_closed(int file) {
  std::array<char, 4096> rest;
  pollfd waiting{file, POLLIN, 0};
  while (poll(&waiting, 1, 5'000) == 1 && read(file, rest.data(), rest.size()) > 0) continue;
}

}  // namespace

std::string to_string(Level level) { return fmt::format("L{}", int(level)); }

Level level_from(const std::string& text) {
  for (int i = 0; i <= int(Level::namespaces); ++i)
    if (text == fmt::format("L{}", i)) return Level(i);
  throw std::invalid_argument{fmt::format("a level must be L0, L1, L2 or L3, is \"{}\"", text)};
}

std::vector<fs::path> toolchain() {
  std::vector<fs::path> places;
  for (const char* place : {"/usr/bin", "/usr/lib", "/usr/lib64", "/usr/include", "/usr/libexec",
                            "/lib", "/lib64", "/bin"})
    if (fs::exists(place) && !fs::is_symlink(place)) places.emplace_back(place);
  return places;
}

unsigned int boxed_user() {
  if (geteuid() != 0) return 0;
  // one range per line: "inside outside count"
  std::ifstream ranges{"/proc/self/uid_map"};
  for (std::uint64_t first = 0, outside = 0, count = 0; ranges >> first >> outside >> count;)
    if (first <= first_user && first + count >= first_user + users)
      return first_user + unsigned(getpid()) % users;
  return 0;
}

Running start_program(const Box& box, int output) { return {start(box, "run", {{output, 1}}), {}}; }

Running start_cell(const Box& box) {
  int ends[2];
  checked(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "socketpair");
  const File theirs{ends[1]};
  File ours{ends[0]};
  // the kernel then adds the number of the sending process
  constexpr int yes = 1;
  checked(setsockopt(ours.number(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes), "setsockopt");
  return {start(box, "serve", {{theirs.number(), control_fd}}), std::move(ours)};
}

Finished run(const Box& box, std::size_t output_max, const Patience& patience) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds longest_slice{1000};
  int ends[2];
  checked(pipe2(ends, O_CLOEXEC), "pipe2");
  const File from{ends[0]};
  File to{ends[1]};
  const auto begin = Clock::now();
  const std::uint64_t kills_before = kills_for_memory();
  const Running running = start_program(box, to.number());
  to.reset();
  Finished finished;
  SleepMeter meter;
  std::chrono::milliseconds slice{100};  // each look reads much of /proc
  const auto spent = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  const auto is_over = [&] {
    meter.look(states_below(running.process), slice);
    slice = std::min(2 * slice, longest_slice);
    if (meter.asleep() > std::chrono::duration<double>(patience.asleep_s))
      finished.end = Finished::End::asleep;
    else if (spent() > patience.wall_s)
      finished.end = Finished::End::too_slow;
    return finished.end != Finished::End::by_itself;
  };
  bool goes_on = true;
  while (goes_on) {
    pollfd waiting{from.number(), POLLIN, 0};
    if (poll(&waiting, 1, int(slice.count())) == 0) {
      goes_on = !is_over();
      continue;
    }
    std::array<char, 65536> piece;
    const ssize_t got = read(from.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    const std::size_t room = output_max - finished.output.size();
    finished.output.append(piece.data(), std::min(std::size_t(got), room));
    if (spent() > patience.wall_s) goes_on = !is_over();
  }
  // end of file is not the end of the box: a process without the pipe may still run
  const File handle{checked(int(syscall(SYS_pidfd_open, running.process, 0)), "pidfd_open")};
  pollfd ended{handle.number(), POLLIN, 0};
  while (goes_on && poll(&ended, 1, int(slice.count())) == 0) goes_on = !is_over();
  if (!goes_on) {
    kill(-running.process, SIGKILL);
    kill(running.process, SIGKILL);
  }
  rusage used{};
  wait4(running.process, &finished.status, 0, &used);
  if (!goes_on) wait_until_closed(from.number());
  finished.wall_s = spent();
  finished.out_of_memory = kills_for_memory() > kills_before;
  for (const timeval& time : {used.ru_utime, used.ru_stime})
    finished.cpu_s += double(time.tv_sec) + double(time.tv_usec) / 1e6;
  return finished;
}

}  // namespace grader
