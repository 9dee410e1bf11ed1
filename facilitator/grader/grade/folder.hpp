#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "grade/finding.hpp"

namespace grader {

/// A folder or a file that was handed in. No link is followed on the way to what is in it.
class Given {
 public:
  /// Throws Stopped when `path` is a link, or cannot be read.
  explicit Given(const std::filesystem::path& path);

  bool is_folder() const { return is_folder_; }
  /// What is below the folder. Throws Stopped when there is too much, or it cannot be read.
  std::vector<Entry> entries() const;
  /// The text of a file below the folder. Throws Stopped.
  std::string text(const std::string& path) const;
  /// The text of the file itself. Throws Stopped.
  std::string text() const;

 private:
  std::filesystem::path path_;
  File opened_;
  bool is_folder_ = false;
};

}  // namespace grader
