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

/// Answers in a folder, an archive or a file to the requested activities.
struct HandedIn {
  struct Refusal {
    Verdict verdict;
    std::string sentence;
  };
  std::map<std::string, std::string> texts{};  ///< activity's folder -> answer
  std::map<std::string, Refusal> refused{};    ///< activity's folder -> reason
  std::optional<Refusal> whole{};              ///< reason why it has no answer at all

  /// Returns the answer to that activity. Throws Stopped.
  const std::string& text(const Kit::Activity& activity) const;
};

/// Returns the names of all activities of the kit, `asked` first.
Search search_for(const Kit& kit, const Activities& asked);

/// Reads the answers to `asked` in `given`, by the table in grading.md. Archives are read in a box
/// of that level. Throws only for faults of the grader or the machine.
HandedIn take_in(const std::filesystem::path& given, const Activities& asked, const Kit& kit,
                 Level level);

/// Returns the text of a file of any name, or the answer to `activity` in a folder. Throws Stopped.
std::string take_in(const std::filesystem::path& given, const Kit::Activity& activity);

/// Throws Stopped if `text` cannot be the text of an answer. `source` is its file.
void check_text(const std::string& text, const std::string& source);

}  // namespace grader
