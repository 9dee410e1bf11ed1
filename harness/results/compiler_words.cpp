#include "results/compiler_words.hpp"

#include <algorithm>
#include <sstream>

namespace results {

std::vector<std::string> words_of_compiler(const std::string& build_log) {
  std::istringstream stream{build_log};
  std::vector<std::string> lines;
  bool is_command = false;
  for (std::string line; std::getline(stream, line);) {
    // harness/cmake/build_answer.cmake prints all that follows
    if (line.starts_with("CMake Error at ")) break;
    const bool is_failed = line.starts_with("FAILED: ");
    const bool is_ninjas = line.starts_with("[") || line.starts_with("ninja: ");
    if (!is_command && !is_failed && !is_ninjas) lines.push_back(line);
    is_command = is_failed;
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::vector<std::string> warnings_in(const std::string& build_log) {
  std::vector<std::string> lines = words_of_compiler(build_log);
  const auto warns = [](const std::string& line) {
    return line.find(" warning: ") != line.npos || line.find(": warning C") != line.npos;
  };
  auto first = std::ranges::find_if(lines, warns);
  // g++ names the function in the line before
  if (first != lines.end() && first != lines.begin() &&
      (first - 1)->find(": In ") != std::string::npos)
    --first;
  lines.erase(lines.begin(), first);
  return lines;
}

}  // namespace results
