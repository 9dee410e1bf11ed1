#include "workshop/command.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sstream>
#include <string_view>
#include <system_error>

#ifndef _WIN32
#include <sys/wait.h>
#endif

namespace workshop {

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
