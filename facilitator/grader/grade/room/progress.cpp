#include "grade/room/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace grader {

Progress::Progress(std::size_t done, std::size_t all)
    : done_{done}, all_{all}, on_a_terminal_{isatty(1) == 1} {}

Progress::~Progress() {
  if (line_is_open_) std::putchar('\n');
}

void Progress::judged(const std::string& who, const std::string& verdict) {
  const std::string line = fmt::format("{} of {} judged, {}: {}", ++done_, all_, who, verdict);
  if (!on_a_terminal_) return say(line);
  fmt::print("\r{}\x1b[K", line);
  std::fflush(stdout);
  line_is_open_ = true;
}

void Progress::say(const std::string& line) {
  fmt::print("{}{}\n", line_is_open_ ? "\n" : "", line);
  std::fflush(stdout);
  line_is_open_ = false;
}

}  // namespace grader
