#include "workshop/command.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sstream>
#include <string_view>
#include <system_error>

#ifndef _WIN32
#include <spawn.h>
#include <sys/wait.h>
#endif

#ifndef _WIN32
extern char** environ;
#endif

namespace workshop {

namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void note_interrupt(int) { interrupted = 1; }

#ifndef _WIN32
/// Like std::system, but does not ignore Ctrl-C in this process. Returns a status of waitpid.
int status_of_shell(const std::string& command) {
  const char* const words[]{"sh", "-c", command.c_str(), nullptr};
  pid_t shell = 0;
  // posix_spawn does not change the strings, but its parameter is not const
  if (posix_spawn(&shell, "/bin/sh", nullptr, nullptr, const_cast<char**>(words), environ) != 0)
    return -1;
  int status = 0;
  while (waitpid(shell, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return status;
}
#endif

}  // namespace

void notice_interrupts() {
#ifdef _WIN32
  std::signal(SIGINT, note_interrupt);
#else
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  sigaction(SIGINT, &action, nullptr);
#endif
}

bool was_interrupted() { return interrupted != 0; }

std::string quoted(const std::filesystem::path& path) {
  std::string word = "\"";
  for (const char c : path.string()) {
#ifndef _WIN32
    if (std::string_view{"\"$`\\"}.find(c) != std::string_view::npos) word += '\\';
#endif
    word += c;
  }
  return word + '"';
}

int run(const std::string& command) {
  std::fflush(stdout);
#ifdef _WIN32
  const int exit_code = std::system(command.c_str());
#else
  const int status = status_of_shell(command);
  const int exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
#endif
  // the exit code does not show it: a build that Ctrl-C has stopped just fails
  if (was_interrupted()) throw Interrupted{};
  return exit_code;
}

int run_in_terminal(const std::string& command) {
  std::fflush(stdout);
  const int status = std::system(command.c_str());
#ifdef _WIN32
  return status;
#else
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
#endif
}

void set_variable(const std::string& name, const std::string& value) {
#ifdef _WIN32
  _putenv_s(name.c_str(), value.c_str());
#else
  setenv(name.c_str(), value.c_str(), 1);
#endif
}

std::filesystem::path find_program(const std::string& name, const std::string& path) {
#ifdef _WIN32
  const char separator = ';';
  const std::string file = name + ".exe";
#else
  const char separator = ':';
  const std::string& file = name;
#endif
  std::istringstream folders{path};
  for (std::string folder; std::getline(folders, folder, separator);) {
    const std::filesystem::path program = std::filesystem::path{folder} / file;
    std::error_code none_there;
    if (!folder.empty() && std::filesystem::is_regular_file(program, none_there)) return program;
  }
  return {};
}

std::string time_stamp() {
  const std::time_t now = std::time(nullptr);
  char text[32] = "";
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", std::localtime(&now));
  return text;
}

}  // namespace workshop
