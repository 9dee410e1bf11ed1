#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "box/file.hpp"
#include "grade/finding.hpp"

namespace grader {

/// A submission: a folder or a file. Symbolic links inside it are not followed.
class Given {
 public:
  /// Throws Stopped if `path` is a symbolic link or cannot be read.
  explicit Given(const std::filesystem::path& path);

  bool is_folder() const { return is_folder_; }
  /// Returns the files below the folder. Throws Stopped if there are too many, or one cannot be
  /// read.
  std::vector<Entry> entries() const;
  /// Returns the text of a file below the folder. Throws Stopped.
  std::string text(const std::string& path) const;
  /// Returns the text of the file itself. Throws Stopped.
  std::string text() const;

 private:
  std::filesystem::path path_;
  File opened_;
  bool is_folder_ = false;
};

}  // namespace grader
