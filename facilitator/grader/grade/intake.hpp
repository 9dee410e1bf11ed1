#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "box/box.hpp"
#include "grade/finding.hpp"
#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

inline constexpr off_t answer_bytes_max = 256 * 1024;

using Activities = std::vector<const Kit::Activity*>;

/// Answers in a folder, an archive or a file to the requested activities.
struct HandedIn {
  struct Refusal {
    Verdict verdict;
    std::string sentence;
  };
  /// A file of an answer: the activity's folder, and the file.
  using Key = std::pair<std::string, std::string>;

  std::map<Key, std::string> texts{};
  std::map<Key, Refusal> refused{};  ///< reasons
  std::optional<Refusal> whole{};    ///< reason why it has no answer at all

  /// Returns the files of the answer to that activity that were handed in. Throws Stopped if there
  /// are none or one was refused.
  Files files(const Kit::Activity& activity) const;
  /// True if a file of such an answer was handed in, even if it was refused.
  bool has_some(const Kit::Activity& activity) const;
};

/// Returns the names of all activities of the kit, `asked` first.
Search search_for(const Kit& kit, const Activities& asked);

/// Reads the answers to `asked` in `given`, by the table in grading.md. Archives are read in a box
/// of that level. Throws only for faults of the grader or the machine.
HandedIn take_in(const std::filesystem::path& given, const Activities& asked, const Kit& kit,
                 Level level);

/// Returns a file of any name, or the answer to `activity` in a folder. Throws Stopped.
Files take_in(const std::filesystem::path& given, const Kit::Activity& activity);

/// Throws Stopped if `text` cannot be the text of an answer. `source` is its file.
void check_text(const std::string& text, const std::string& source);

}  // namespace grader
