#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What names of files, folders and archives say: the activity, the person, what they are.
namespace grader {

/// The activities that names may mean.
struct Search {
  struct Activity {
    std::string folder;           ///< "00_lost_update"
    std::string ending = ".cpp";  ///< of its answer

    std::string name() const { return folder.substr(3); }
    std::string source() const { return name() + ending; }
  };
  std::vector<Activity> activities;  ///< of the kit, those asked for first
  std::size_t asked = 0;             ///< how many of them are asked for
};

inline constexpr std::size_t none = std::size_t(-1);

/// What the name of a file, folder or archive says.
struct NameSays {
  std::size_t activity = none;  ///< index into Search::activities
  std::string person{};         ///< "anna", empty: it names no person
  std::string longer{};         ///< the same with the number that Moodle gave it
  int copy = 0;                 ///< 2 in "name-2.cpp" and "name (2).cpp"
};
NameSays read_name(std::string_view name, const Search& search);

/// Whether Canvas or Moodle has given that name to what a person has handed in.
bool is_named_by_a_platform(std::string_view name);

/// Files that desktops and editors leave behind: .DS_Store, Thumbs.db, ~$x, x.bak.
bool is_clutter(std::string_view name);
bool is_archive(std::string_view name);
/// Whether `name` ends as an answer of that kind may: a C++ file for ".cpp".
bool is_source(std::string_view name, std::string_view ending);

/// "lostupdate" for "Lost-Update": letters and digits, small.
std::string squeezed(std::string_view text);

}  // namespace grader
