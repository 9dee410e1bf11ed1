#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "eda/json.hpp"

namespace grader {

/// Write-ahead log of a room: one step per line, each with its own digest. A step is on the disk
/// before the grader acts on it, so that a killed grader loses no earlier step.
class Journal {
 public:
  /// Reads the steps in the file and cuts off an incomplete last line. Throws std::runtime_error if
  /// another grader has the lock, a line in the middle is damaged, … It waits up to `patience` for
  /// the lock of a grader that was killed.
  explicit Journal(const std::filesystem::path& path,
                   std::chrono::milliseconds patience = std::chrono::seconds{3});

  /// Throws std::runtime_error if it cannot be written; then the file is as before.
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
