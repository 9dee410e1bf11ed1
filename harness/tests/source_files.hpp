#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The kit's own files, as tidy_test looks at them.
namespace tidy {

struct Line {
  int number;
  std::string text;
};

struct SourceFile {
  std::string path;  ///< below the root: "harness/eda/event.cpp"
  std::vector<Line> lines;

  std::string extension() const;           ///< ".cpp"
  std::string folder() const;              ///< "harness/eda"
  std::string at(const Line& line) const;  ///< "harness/eda/event.cpp:12"
};

struct Include {
  Line line;
  std::string name;     ///< "eda/event.hpp"
  bool quoted = false;  ///< false: in angle brackets
};

std::filesystem::path root();

/// Reads one file, by its path below the root. An answer that is an edit has the lines of the whole
/// file.
SourceFile file_at(const std::string& path);

/// Returns every file below `folder` with one of the `extensions` (a whole name counts as one),
/// sorted by path.
std::vector<SourceFile> files_in(const std::string& folder,
                                 const std::vector<std::string>& extensions);

std::vector<Include> includes_of(const SourceFile& file);

/// A standard header: <vector>.
bool is_standard(const Include& include);

/// Activities in exercises/CMakeLists.txt, the only list: "03_correlator", …
std::vector<std::string> activities();

/// Returns the names of the entries of `folder`; empty if there is no such folder.
std::vector<std::string> names_in(const std::string& folder);

/// Returns the whole text of a file; empty if there is none.
std::string text_of(const std::string& path);

}  // namespace tidy
