#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "eda/json.hpp"

namespace grader {

/// What has happened to a room, a step a line, each with a digest of its own and on the disk before
/// anybody acts on it. Whatever kills the grader, the steps before are here.
class Journal {
 public:
  /// Reads what is there; a last line that did not come to its end is cut off. Throws
  /// std::runtime_error: somebody else writes here, a line in the middle is damaged, … Whoever has
  /// just been killed has `patience` to let go.
  explicit Journal(const std::filesystem::path& path,
                   std::chrono::milliseconds patience = std::chrono::seconds{3});

  /// Throws std::runtime_error when it cannot be written; then it is as if it had not been tried.
  void write(const eda::Json& step);

  const std::vector<eda::Json>& steps() const { return steps_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  void read();

  std::filesystem::path path_;
  File file_;
  off_t length_ = 0;
  std::vector<eda::Json> steps_;
};

}  // namespace grader
