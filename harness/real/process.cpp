#include "real/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <stdexcept>

namespace real {

namespace {

constexpr int not_started = 127;

/// Becomes the program. Runs between fork and exec, so it only makes system calls.
[[noreturn]] void become(const Process::Start& start, char* const* command, const passwd* user,
                         pid_t parent, int output) {
  dup2(output, 1);
  dup2(output, 2);
  const int none = open("/dev/null", O_RDONLY);
  dup2(none, 0);
  if (start.inherited >= 0) dup2(start.inherited, 3);
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
    _exit(not_started);
  prctl(PR_SET_PDEATHSIG, start.signal_at_end);  // after setuid, which resets it
  if (getppid() != parent) _exit(not_started);
  sigset_t none_blocked;
  sigemptyset(&none_blocked);
  sigprocmask(SIG_SETMASK, &none_blocked, nullptr);
  execv(command[0], command);
  _exit(not_started);
}

}  // namespace

Process::Process(Start start)
    : name_{start.name}, signal_at_end_{start.signal_at_end}, log_{start.log, std::ios::app} {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe to " + name_};
  std::vector<char*> command;
  for (std::string& word : start.command) command.push_back(word.data());
  command.push_back(nullptr);
  const passwd* user = start.user.empty() ? nullptr : getpwnam(start.user.c_str());
  const pid_t parent = getpid();
  id_ = fork();
  if (id_ == 0) become(start, command.data(), user, parent, ends[1]);
  close(ends[1]);
  if (id_ < 0) {
    close(ends[0]);
    throw std::runtime_error{"cannot start " + name_};
  }
  reader_ = std::thread{[this, output = ends[0]] { read(output); }};
}

Process::~Process() {
  if (is_running()) end(signal_at_end_);
  reader_.join();
}

/// Reads the output until the program closes it.
void Process::read(int output) {
  std::string line;
  char bytes[4096];
  while (true) {
    const ssize_t count = ::read(output, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    for (const char c : std::string_view{bytes, std::size_t(count)}) {
      if (c != '\n') {
        line += c;
        continue;
      }
      log_ << line << std::endl;
      const std::lock_guard lock{mutex_};
      lines_.push_back(std::exchange(line, ""));
      changed_.notify_all();
    }
  }
  close(output);
  const std::lock_guard lock{mutex_};
  has_closed_ = true;
  changed_.notify_all();
}

bool Process::prints(const std::regex& pattern) const {
  return std::any_of(lines_.begin(), lines_.end(),
                     [&](const std::string& line) { return std::regex_search(line, pattern); });
}

void Process::wait_for(const std::string& words, Milliseconds time) {
  wait_for_one({this}, words, time);
}

Process& Process::wait_for_one(const std::vector<Process*>& programs, const std::string& words,
                               Milliseconds time) {
  const std::regex pattern{words};
  const Process* ended = nullptr;
  const auto find = [&]() -> Process* {
    for (Process* program : programs) {
      if (program->prints(pattern)) return program;
      if (program->has_closed_) ended = program;
    }
    return nullptr;
  };
  std::unique_lock lock{mutex_};
  Process* found = nullptr;
  changed_.wait_for(lock, time, [&] { return (found = find()) != nullptr || ended != nullptr; });
  if (found != nullptr) return *found;
  lock.unlock();
  const Process& told = ended == nullptr ? *programs.front() : *ended;
  throw std::runtime_error{fmt::format("{} did not print \"{}\"{}; its last lines:\n{}", told.name_,
                                       words, ended == nullptr ? " in time" : " before it ended",
                                       told.last_lines())};
}

std::string Process::next_line_with(const std::regex& pattern) {
  const std::lock_guard lock{mutex_};
  while (searched_ < lines_.size())
    if (const std::string& line = lines_[searched_++]; std::regex_search(line, pattern))
      return line;
  return "";
}

std::string Process::last_lines() const {
  const std::lock_guard lock{mutex_};
  std::string text;
  for (std::size_t i = lines_.size() - std::min<std::size_t>(lines_.size(), 12); i < lines_.size();
       ++i)
    text += "    " + lines_[i] + '\n';
  return text;
}

void Process::send(int signal) const {
  if (!is_reaped_) ::kill(id_, signal);
}

bool Process::is_running() {
  if (!is_reaped_ && waitpid(id_, &status_, WNOHANG) == id_) is_reaped_ = true;
  return !is_reaped_;
}

int Process::wait() {
  while (!is_reaped_) is_reaped_ = waitpid(id_, &status_, 0) == id_ || errno == ECHILD;
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

void Process::end(int signal) {
  send(signal);
  wait();
}

namespace {

std::string without_rights() {
  const passwd* user = getpwuid(65534);
  if (user == nullptr) throw std::runtime_error{"no user for the servers: make one, postgres"};
  return user->pw_name;
}

}  // namespace

std::string user_of_servers() {
  if (geteuid() != 0) return "";
  return getpwnam("postgres") != nullptr ? "postgres" : without_rights();
}

void give_to(const std::string& user, const std::filesystem::path& path) {
  const passwd* entry = user.empty() ? nullptr : getpwnam(user.c_str());
  if (entry != nullptr && chown(path.c_str(), entry->pw_uid, entry->pw_gid) != 0)
    throw std::runtime_error{fmt::format("cannot give {} to the user {}", path.string(), user)};
}

void write_private(const std::filesystem::path& file, const std::string& text) {
  { const std::ofstream empty{file}; }
  permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream{file} << text;
}

}  // namespace real
