// Fork server, the innermost part of a box: a small static program that gives up its rights for
// good. Then it executes the program of the box, or starts it each time the judge requests that.
//     fork_server run   cpu memory file processes files  filter  [ro PATH | rw PATH]… -- PROGRAM …
//     fork_server serve cpu memory file processes files  filter  [ro PATH | rw PATH]… -- PROGRAM
// `filter` is a descriptor to read a seccomp filter from, or -1. With any ro or rw, Landlock closes
// all other files; a path that does not exist is skipped. `serve` reads requests from socket 3:
// see protocol.md.

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>

#include "box/limits.hpp"

namespace {

constexpr int control = 3;

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  _exit(125);
}

void limit(int resource, std::uint64_t soft, std::uint64_t hard) {
  rlimit before{};
  if (getrlimit(__rlimit_resource_t(resource), &before) != 0) give_up("fork server: getrlimit");
  // without root, a limit cannot exceed the present one
  const rlim_t most = before.rlim_max;
  const rlimit both{soft < most ? soft : most, hard < most ? hard : most};
  if (setrlimit(__rlimit_resource_t(resource), &both) != 0) give_up("fork server: setrlimit");
}

void apply(const grader::Limits& limits) {
  limit(RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1);  // SIGXCPU comes first: it names the cause
  limit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
  limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  limit(RLIMIT_NPROC, limits.processes, limits.processes);
  limit(RLIMIT_NOFILE, limits.files, limits.files);
  limit(RLIMIT_CORE, 0, 0);
}

// Rights known to kernel 6.1. Newer rights, with refer and truncate, are used if the kernel has
// them.
constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t everything_of_abi_1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t refer = 1ULL << 13, truncation = 1ULL << 14;

class Landlock {
 public:
  Landlock() {
    const long abi =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) give_up("fork server: Landlock");
    handled_ = everything_of_abi_1 | (abi >= 2 ? refer : 0) | (abi >= 3 ? truncation : 0);
    const landlock_ruleset_attr all{.handled_access_fs = handled_};
    rules_ = int(syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0));
    if (rules_ < 0) give_up("fork server: Landlock");
  }
  void allow(const char* path, bool also_to_write) {
    const int there = open(path, O_PATH | O_CLOEXEC);
    if (there < 0) return;
    struct stat about {};
    if (fstat(there, &about) != 0) give_up(path);
    const bool is_folder = S_ISDIR(about.st_mode);
    constexpr std::uint64_t of_files = reading | LANDLOCK_ACCESS_FS_WRITE_FILE | truncation;
    std::uint64_t allowed =
        also_to_write ? handled_ : reading | std::uint64_t{LANDLOCK_ACCESS_FS_READ_DIR};
    if (!is_folder) allowed &= of_files & handled_;
    const landlock_path_beneath_attr beneath{.allowed_access = allowed, .parent_fd = there};
    if (syscall(SYS_landlock_add_rule, rules_, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0)
      give_up(path);
    close(there);
  }
  void close_all_else() const {
    if (syscall(SYS_landlock_restrict_self, rules_, 0) != 0) give_up("fork server: Landlock");
    close(rules_);
  }

 private:
  int rules_ = -1;
  std::uint64_t handled_ = 0;
};

struct Filter {
  sock_filter code[4096]{};
  sock_fprog program{0, code};

  void read_from(int file) {
    const ssize_t bytes = pread(file, code, sizeof code, 0);
    if (bytes <= 0 || std::size_t(bytes) == sizeof code) give_up("fork server: no filter");
    program.len = static_cast<unsigned short>(std::size_t(bytes) / sizeof(sock_filter));
    close(file);
  }
  void apply() const {
    if (program.len > 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
      give_up("fork server: seccomp");
  }
};

Filter filter;

/// Allows tgkill with the number of this process only. abort() needs it; the process must not
/// signal others in the box, such as the fork server.
void signal_nobody_else() {
  constexpr auto word = [](std::size_t at) {
    return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, std::uint32_t(at));
  };
  static_assert(std::endian::native == std::endian::little,
                "else the number is in the other half of the argument");
  sock_filter code[]{word(offsetof(seccomp_data, nr)),
                     BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 2),
                     word(offsetof(seccomp_data, args)),
                     BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, std::uint32_t(getpid()), 0, 1),
                     BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                     BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)};
  const sock_fprog program{static_cast<unsigned short>(std::size(code)), code};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) give_up("fork server: seccomp");
}

/// Reports to the grader that the box has started. Until then, the grader reads standard error.
void say_started() {
  if (write(STDERR_FILENO, "", 1) != 1 || dup2(STDOUT_FILENO, STDERR_FILENO) < 0) _exit(125);
}

/// Receives a letter, 's' or 'w'; with 's', the two ends of pipes for fd 3 and 4 of the program.
char receive(int (&ends)[2], int& child) {
  struct {
    char verb;
    int child;
  } word{};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof ends)]{};
  iovec vector{&word, sizeof word};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  if (recvmsg(control, &message, MSG_CMSG_CLOEXEC) != ssize_t(sizeof word)) return 0;
  child = word.child;
  const cmsghdr* first = CMSG_FIRSTHDR(&message);
  if (word.verb == 's') {
    if (first == nullptr || first->cmsg_len != CMSG_LEN(sizeof ends)) return 0;
    std::memcpy(ends, CMSG_DATA(first), sizeof ends);
  }
  return word.verb;
}

/// Reply to the judge: a process that has started, or the end of one.
struct Reply {
  int number = 0;  ///< of the process; its status as of waitpid
  int cpu_ms = 0;
};

bool reply(const Reply& reply) { return write(control, &reply, sizeof reply) == sizeof reply; }

[[noreturn]] void become(char** program, int ends[2], const grader::Limits& limits) {
  // the new process itself sends this, since the kernel adds the sender's number outside the box
  if (!reply({.number = getpid()})) _exit(126);
  // first away from 3 and 4, which are replaced next
  const int from_judge = fcntl(ends[0], F_DUPFD_CLOEXEC, 10);
  const int to_judge = fcntl(ends[1], F_DUPFD_CLOEXEC, 10);
  dup2(from_judge, 3);
  dup2(to_judge, 4);
  syscall(SYS_close_range, 5, ~0U, 0);
  apply(limits);
  if (filter.program.len > 0) signal_nobody_else();
  filter.apply();
  char* no_environment[] = {nullptr};
  execve(program[0], program, no_environment);
  _exit(126);
}

int milliseconds(const timeval& time) { return int(time.tv_sec * 1000 + time.tv_usec / 1000); }

[[noreturn]] void serve(char** program, const grader::Limits& limits) {
  int child = 0;
  int ends[2] = {-1, -1};
  while (const char verb = receive(ends, child)) {
    if (verb == 's') {
      const int started = fork();
      if (started == 0) become(program, ends, limits);
      close(ends[0]);
      close(ends[1]);
      if (started < 0 && !reply({.number = -1})) break;
    } else {
      Reply ended;
      rusage used{};
      kill(child, SIGKILL);
      if (wait4(child, &ended.number, 0, &used) != child) ended.number = -1;
      ended.cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
      if (!reply(ended)) break;
    }
  }
  // the judge has closed the socket: end all processes
  kill(0, SIGKILL);
  _exit(0);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 10) return 125;
  const auto number = [&](int i) { return std::strtoull(arguments[i], nullptr, 10); };
  const std::string_view mode = arguments[1];
  const grader::Limits limits{number(2), number(3), number(4), number(5), number(6)};
  if (const int file = std::atoi(arguments[7]); file >= 0) filter.read_from(file);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) give_up("fork_server");
  int at = 8;
  if (std::strcmp(arguments[at], "--") != 0) {
    Landlock landlock;
    for (; at + 1 < count && std::strcmp(arguments[at], "--") != 0; at += 2)
      landlock.allow(arguments[at + 1], arguments[at] == std::string_view{"rw"});
    landlock.close_all_else();
  }
  char** program = arguments + at + 1;
  if (at + 1 >= count) return 125;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  say_started();
  if (mode == "serve") {
    setpgid(0, 0);
    serve(program, limits);
  }
  apply(limits);
  filter.apply();
  execve(program[0], program, environ);
  give_up(program[0]);
}
