#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Parses names of files, folders and archives: the activity, the person, the kind of file.
namespace grader {

/// The activities that names may refer to.
struct Search {
  struct Activity {
    std::string folder;                ///< "00_lost_update"
    std::vector<std::string> files{};  ///< of its answer; empty: only NAME.cpp

    std::string name() const { return folder.substr(3); }
    std::vector<std::string> answer_files() const {
      return files.empty() ? std::vector{name() + ".cpp"} : files;
    }
  };
  std::vector<Activity> activities;  ///< of the kit, the requested ones first
  std::size_t asked = 0;             ///< number of requested ones
};

/// A file of an answer.
struct Part {
  std::size_t activity = 0;  ///< index into Search::activities
  std::string file;          ///< "correlator.cpp", "rules/large.json"
};

/// Returns the files of the first `count` activities.
std::vector<Part> parts_of(const Search& search, std::size_t count);

inline constexpr std::size_t none = std::size_t(-1);

/// Parts of the name of a file, folder or archive.
struct NameSays {
  std::size_t activity = none;  ///< index into Search::activities
  std::string words{};          ///< its own name or that of a file, squeezed; empty: only a number
  std::string person{};         ///< "anna"; empty: it names no person
  std::string longer{};         ///< the same with Moodle's number
  int copy = 0;                 ///< 2 in "name-2.cpp" and "name (2).cpp"
};
NameSays read_name(std::string_view name, const Search& search);

/// Returns true for a name that Canvas or Moodle has given to a person's submission.
bool is_named_by_a_platform(std::string_view name);

/// Returns true for files that desktops and editors leave: .DS_Store, Thumbs.db, ~$x, x.bak.
bool is_clutter(std::string_view name);
bool is_archive(std::string_view name);
/// Returns true if `name` has the extension of `file` (any of C++ for ".cpp"), and is no file of
/// the kit itself.
bool is_source(std::string_view name, std::string_view file);

/// Returns the last part of a path: "large.json" for "rules/large.json".
std::string_view last_of(std::string_view path);
/// Returns a file's name without its extension.
std::string_view stem_of(std::string_view file);

/// Returns the letters and digits in lower case: "lostupdate" for "Lost-Update".
std::string squeezed(std::string_view text);

}  // namespace grader
