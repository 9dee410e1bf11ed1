#pragma once

#include <string>

namespace grader {

/// Says how far a room is: on a terminal in one line that changes, else a line each time.
class Progress {
 public:
  Progress(std::size_t done, std::size_t all);
  /// "12 of 60 judged, anna 03: FAIL". `who` has nothing in it that a terminal obeys.
  void judged(const std::string& who, const std::string& verdict);
  /// A line that stays.
  void say(const std::string& line);
  ~Progress();

 private:
  std::size_t done_, all_;
  bool on_a_terminal_, line_is_open_ = false;
};

}  // namespace grader
