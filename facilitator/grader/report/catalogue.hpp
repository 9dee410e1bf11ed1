#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "report/document.hpp"

/// The mistakes that people make, by what the grader says of each: facilitator/NN_name/wrong/ has
/// them as answers, catalogue.json beside them has what they come to.
namespace grader::report {

/// What an answer does wrong, as far as tests can see.
struct Fingerprint {
  /// The first failing test of each family: "duplicate.overlapping_redelivery".
  std::vector<std::string> tests;
  std::string schedule;  ///< shape_of the first of them: tells apart what fails the same tests
  bool operator==(const Fingerprint&) const = default;
};
Fingerprint fingerprint_of(const Answer& answer);

/// The steps of a schedule without names and values, in at most about 1000 characters: "get:
/// missing, put: written, time". Answers with the same mistake have the same shape.
std::string shape_of(const std::vector<Failure::Step>& schedule);

struct WrongAnswer {
  std::string name;     ///< "loses_updates": of the file, without .diff
  std::string mistake;  ///< one sentence
  Fingerprint fingerprint;
};

/// Of one activity.
struct Catalogue {
  std::string folder;
  Fingerprint skeleton{};  ///< of an answer that has not been begun
  std::vector<WrongAnswer> answers{};
  /// The texts in the activity's tests, its rules among them. Not in the file.
  std::set<std::string> rules{};
};

/// `root`/facilitator/`folder`/wrong/catalogue.json
std::filesystem::path catalogue_file(const std::filesystem::path& root, const std::string& folder);
/// Throws results::BadInput.
Catalogue read_catalogue(const std::filesystem::path& file);
/// Reads the catalogue of each activity, and its rules from its tests. A catalogue without a file
/// has no answers. Throws results::BadInput.
std::vector<Catalogue> catalogues_of(const std::filesystem::path& root, const Document& document);

nlohmann::json to_json(const Fingerprint& fingerprint);
/// The file's text: a record for each wrong answer, one a line.
std::string to_text(const Catalogue& catalogue);

/// Which wrong answers an answer behaves like.
struct Likeness {
  enum class Kind { nothing_wrong, not_begun, known, unknown };
  Kind kind = Kind::unknown;
  bool same_tests = false;                 ///< else only the first failing test is the same
  std::vector<const WrongAnswer*> like{};  ///< several when no test tells them apart
};
/// Like those that fail the same tests, else like those that fail the same test first and share
/// most failing tests; else like none. Of several, like those whose schedule has the same shape.
/// What crashed, did not build or spent its limits is like none: its tests say nothing about what
/// it does.
Likeness likeness_of(const Answer& answer, const Catalogue& catalogue);
/// "behaves like loses_updates", "not begun", "like none that is known"
std::string to_text(const Likeness& likeness);

}  // namespace grader::report
