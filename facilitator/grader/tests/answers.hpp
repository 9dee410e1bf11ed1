#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/document.hpp"

/// Answers that test the grader: the expected result of each, and the real one.
namespace graded {

using Json = nlohmann::json;
using Complaints = std::vector<std::string>;

/// One answer, a line of the list that CMake writes: name;activity;full score;expected result;file.
struct Answer {
  std::string name;      ///< "attacks.00.34_endless_loop": the test's, without "grader."
  std::string activity;  ///< "00_lost_update"
  int full = 0;          ///< points and bonus of a right answer
  /// right | wrong | skeleton | told (its head has the expected result) | LIMIT/0/109 (verdict,
  /// fewest and most points with bonus)
  std::string kind;
  std::filesystem::path file;
  std::map<std::string, std::string> given{};  ///< its files, with marks not yet replaced
  std::string must{};                          ///< "CRASHED|FAIL"
  int total_min = 0, total_max = 0;
};

/// Parses such a line. Throws std::runtime_error for another form, or for a head without expected
/// result. `root` is the kit's folder.
std::vector<Answer> read_list(const std::filesystem::path& list, const std::filesystem::path& root);

/// Returns the errors in `report`, the report of `answer`, which was handed in with `text` in its
/// files. `root` is the kit's folder.
Complaints complaints_about(const Answer& answer, const grader::report::Answer& report,
                            const std::string& text, const std::filesystem::path& root);

/// Returns the line of the table: what has stopped it, the verdict, the points.
std::string row_of(const Answer& answer, const grader::report::Answer& report,
                   const Complaints& complaints);

}  // namespace graded
