#pragma once

#include <string>

namespace grader {

/// Prints the progress of a room: on a terminal in one line that changes, else in a line each.
class Progress {
 public:
  Progress(std::size_t done, std::size_t all);
  /// Prints "12 of 60 judged, anna 03: FAIL". `who` must be without control characters.
  void judged(const std::string& who, const std::string& verdict);
  /// Prints a line that stays.
  void say(const std::string& line);
  ~Progress();

 private:
  std::size_t done_, all_;
  bool on_a_terminal_, line_is_open_ = false;
};

}  // namespace grader
