#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/document.hpp"

/// Answers that are graded to test the grader: what each must come to, and what it has come to.
namespace graded {

using Json = nlohmann::json;
using Complaints = std::vector<std::string>;

/// One answer, a line of the list that CMake writes: name;activity;full score;what it must come to;
/// file.
struct Answer {
  std::string name;      ///< "attacks.00.34_endless_loop": the test's, without "grader."
  std::string activity;  ///< "00_lost_update"
  int full = 0;          ///< points and bonus of a right answer
  /// right | wrong | skeleton | told (its head says what it must come to) | LIMIT/0/109 (verdict,
  /// fewest and most points and bonus)
  std::string kind;
  std::filesystem::path file;
  std::string given{};  ///< its text, with marks that are not filled in yet
  std::string must{};   ///< "CRASHED|FAIL"
  int total_min = 0, total_max = 0;
};

/// Throws std::runtime_error for a line that is not as above, or a head that says nothing. `root`
/// is the kit's folder.
std::vector<Answer> read_list(const std::filesystem::path& list, const std::filesystem::path& root);

/// What is wrong with `report`, that of `answer`, which was handed in as `text`. `root` is the
/// kit's folder.
Complaints complaints_about(const Answer& answer, const grader::report::Answer& report,
                            const std::string& text, const std::filesystem::path& root);

/// The line of the table: what has stopped it, the verdict, the points.
std::string row_of(const Answer& answer, const grader::report::Answer& report,
                   const Complaints& complaints);

}  // namespace graded
