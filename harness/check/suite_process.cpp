#include <fmt/format.h>

#include <stdexcept>

#include "check/session.hpp"
#include "check/suite.hpp"

#ifdef _WIN32

namespace check {

SuiteRun run_suite_of_this_program(const eda::Service&, int, const SuiteLimits&) {
  throw std::runtime_error{"Suites are judged on Linux and macOS only: they need processes."};
}
int suite_process() { return 2; }

}  // namespace check

#else

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace check {
namespace {

constexpr int from_judge = 3, to_judge = 4;
constexpr std::size_t header_bytes = 4, frame_bytes_max = std::size_t{64} << 20;

constexpr int tick_ms = 50;

/// A pipe at its end: the other process has ended.
struct Closed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Frames on two files: four bytes of length, least significant first, then CBOR (RFC 8949). What
/// is sent leaves with the next receive(), since each write may wake the other process.
class Frames : public Link {
 public:
  Frames(int in, int out) : in_{in}, out_{out} {}

  void send(const Json& value) override {
    const std::vector<std::uint8_t> body = Json::to_cbor(value);
    for (std::size_t i = 0; i < header_bytes; ++i) to_write_ += char(body.size() >> 8 * i & 0xFF);
    to_write_.append(body.begin(), body.end());
  }

  Json receive() override {
    flush();
    const std::string header = read_exactly(header_bytes);
    std::size_t length = 0;
    for (std::size_t i = 0; i < header_bytes; ++i)
      length |= std::size_t{static_cast<unsigned char>(header[i])} << 8 * i;
    if (length > frame_bytes_max) throw std::length_error{"it sends a frame that is too long"};
    return Json::from_cbor(read_exactly(length));
  }

  void flush() {
    for (std::size_t done = 0; done < to_write_.size();) {
      const ssize_t put = write(out_, to_write_.data() + done, to_write_.size() - done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) throw Closed{"its channel is closed"};
      done += std::size_t(put);
    }
    to_write_.clear();
  }

 private:
  virtual void wait() {}
  std::string read_exactly(std::size_t count) {
    while (been_read_.size() - at_ < count) {
      been_read_.erase(0, std::exchange(at_, 0));
      wait();
      char piece[1 << 16];
      const ssize_t got = read(in_, piece, sizeof piece);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw Closed{"its channel is closed"};
      been_read_.append(piece, std::size_t(got));
    }
    return been_read_.substr(std::exchange(at_, at_ + count), count);
  }

  std::string to_write_, been_read_;
  std::size_t at_ = 0;  ///< in been_read_: what comes next

 protected:
  int in_, out_;
};

/// Processor time and state of a process, from /proc/PID/stat: "4711 (a name) S …". Empty where
/// there is no such file: then the time asleep has no limit.
std::string asleep_mark(pid_t process) {
  std::ifstream stream{fmt::format("/proc/{}/stat", process)};
  std::string line;
  std::getline(stream, line, '\0');
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return "";
  std::istringstream fields{line.substr(name_end + 1)};
  std::string state, field;
  fields >> state;
  for (int i = 4; i <= 13; ++i) fields >> field;
  std::string user, system;
  fields >> user >> system;
  return state == "S" ? user + " " + system : "";
}

/// The process of the suite, as its parent sees it.
class Child final : public Frames {
 public:
  Child(pid_t process, const SuiteLimits& limits, int in, int out)
      : Frames{in, out}, process_{process}, limits_{limits} {}
  Child(const Child&) = delete;
  ~Child() override {
    close(in_);
    close(out_);
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    int status = 0;
    waitpid(process_, &status, 0);
  }

  /// Reason why the process has closed its channel.
  std::string reason() {
    int status = 0;
    kill(process_, SIGKILL);  // it has ended already, or has closed its channel
    waitpid(std::exchange(process_, 0), &status, 0);
    if (WIFEXITED(status))
      return fmt::format("it ended with status {} before its tests had run", WEXITSTATUS(status));
    if (WTERMSIG(status) == SIGXCPU)
      return fmt::format("it used more than {} seconds of processor time", limits_.cpu_s);
    return fmt::format("it crashed: {}", strsignal(WTERMSIG(status)));
  }

 private:
  /// Waits for the process. Ticks count only while it sleeps, so a busy machine is no reason.
  void wait() override {
    pollfd waiting{in_, POLLIN, 0};
    std::string mark;
    for (int asleep = 0; poll(&waiting, 1, tick_ms) == 0;) {
      const std::string now = asleep_mark(process_);
      asleep = !now.empty() && now == mark ? asleep + 1 : 0;
      mark = now;
      if (asleep * tick_ms > limits_.asleep_s * 1000)
        throw std::runtime_error{
            fmt::format("it slept for {} seconds instead of running its tests", limits_.asleep_s)};
    }
  }

  pid_t process_;
  const SuiteLimits limits_;
};

struct Pipe {
  Pipe() {
    if (pipe(ends) != 0) throw std::runtime_error{"no pipe can be made"};
    for (int& end : ends) {  // above the numbers that the child uses
      const int high = fcntl(end, F_DUPFD_CLOEXEC, 10);
      close(end);
      end = high;
    }
  }
  int ends[2];  // read, write
};

}  // namespace

SuiteRun run_suite_of_this_program(const eda::Service& service, int seed,
                                   const SuiteLimits& limits) {
  std::signal(SIGPIPE, SIG_IGN);
  const Pipe down, up;
  std::string program = session().program(), argument = "--suite";
  char* arguments[] = {program.data(), argument.data(), nullptr};
  const pid_t process = fork();
  if (process == 0) {  // only calls that are safe between fork and exec
    const rlimit cpu{rlim_t(limits.cpu_s), rlim_t(limits.cpu_s) + 1};
    setrlimit(RLIMIT_CPU, &cpu);
    const int nothing = open("/dev/null", O_RDWR);
    for (int file = 0; file <= 2; ++file) dup2(nothing, file);
    dup2(down.ends[0], from_judge);
    dup2(up.ends[1], to_judge);
    execv(arguments[0], arguments);
    _exit(127);
  }
  close(down.ends[0]);
  close(up.ends[1]);
  if (process < 0) throw std::runtime_error{"no process can be started for the suite"};
  Child child{process, limits, up.ends[0], down.ends[1]};
  try {
    return judge_suite(child, service, seed);
  } catch (const Closed&) {
    return {.trouble = child.reason()};
  } catch (const std::exception& error) {
    return {.trouble = error.what()};
  }
}

int suite_process() {
  try {
    Frames judge{from_judge, to_judge};
    run_suite(judge);
    judge.flush();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}

}  // namespace check

#endif
