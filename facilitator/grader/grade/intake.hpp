#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "grade/finding.hpp"
#include "grade/kit.hpp"
#include "grade/verdict.hpp"

namespace grader {

inline constexpr off_t answer_bytes_max = 256 * 1024;

using Activities = std::vector<const Kit::Activity*>;

/// What a folder, an archive or a file holds of the activities that were asked for.
struct HandedIn {
  struct Refusal {
    Verdict verdict;
    std::string sentence;
  };
  std::map<std::string, std::string> texts{};  ///< activity's folder -> answer
  std::map<std::string, Refusal> refused{};    ///< activity's folder -> why it has none
  std::optional<Refusal> whole{};              ///< why there is nothing in it

  /// The answer to that activity. Throws Stopped.
  const std::string& text(const Kit::Activity& activity) const;
};

/// The names of all activities of the kit, `asked` first.
Search search_for(const Kit& kit, const Activities& asked);

/// Reads what `given` holds of `asked`, by the table in grading.md. Archives are read in a box of
/// that level. Throws nothing but what is our fault.
HandedIn take_in(const std::filesystem::path& given, const Activities& asked, const Kit& kit,
                 Level level);

/// The text of a file, whatever it is called, or the answer to `activity` in a folder. Throws
/// Stopped.
std::string take_in(const std::filesystem::path& given, const Kit::Activity& activity);

/// Throws Stopped when `text` can be no answer, whatever it says. `source` is its file.
void check_text(const std::string& text, const std::string& source);

}  // namespace grader
