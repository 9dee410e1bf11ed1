#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/document.hpp"

/// Catalogue of common mistakes. facilitator/NN_name/wrong/ has them as answers; catalogue.json
/// beside them has the grader's results.
namespace grader::report {

/// The errors of an answer, as far as tests find them.
struct Fingerprint {
  /// The first failing test of each family: "duplicate.overlapping_redelivery".
  std::vector<std::string> tests;
  std::string schedule;  ///< shape_of the first: separates answers that fail the same tests
  bool operator==(const Fingerprint&) const = default;
};
Fingerprint fingerprint_of(const Answer& answer);

/// Returns the steps of a schedule without names and values, in at most about 1000 characters:
/// "get: missing, put: written, time". Answers with the same mistake have the same shape.
std::string shape_of(const std::vector<Failure::Step>& schedule);

struct WrongAnswer {
  std::string name;     ///< "loses_updates": the file without .diff
  std::string mistake;  ///< one sentence
  Fingerprint fingerprint;
  /// That the test which rejects it prints. Not in the file: the header of the .diff has it.
  std::string hint{};
};

/// Catalogue of one activity.
struct Catalogue {
  std::string folder;
  Fingerprint skeleton{};  ///< of an unchanged skeleton
  std::vector<WrongAnswer> answers{};
  /// Texts in the activity's tests, with its rules. Not in the file.
  std::set<std::string> rules{};
};

/// Returns `root`/facilitator/`folder`/wrong/catalogue.json.
std::filesystem::path catalogue_file(const std::filesystem::path& root, const std::string& folder);
/// Parses a catalogue. Throws results::BadInput.
Catalogue read_catalogue(const std::filesystem::path& file);
/// Reads the catalogue of one activity with its hints. A catalogue without a file has no answers,
/// and an answer without a .diff has no hint. Throws results::BadInput.
Catalogue catalogue_of(const std::filesystem::path& root, const std::string& folder);
/// Reads the catalogue of each activity, and its rules from its tests. Throws results::BadInput.
std::vector<Catalogue> catalogues_of(const std::filesystem::path& root, const Document& document);

nlohmann::json to_json(const Fingerprint& fingerprint);
/// Returns the text of the file: one line for each wrong answer.
std::string to_text(const Catalogue& catalogue);

/// The wrong answers that an answer behaves like.
struct Likeness {
  enum class Kind { nothing_wrong, not_begun, known, unknown };
  Kind kind = Kind::unknown;
  bool same_tests = false;                 ///< else only the first failing test is the same
  std::vector<const WrongAnswer*> like{};  ///< several if no test separates them
};
/// Returns the wrong answers that fail the same tests. If there are none: those that fail the same
/// test first and share most failing tests. Of several, those whose schedule has the same shape.
/// An answer that crashed, did not build or reached a limit is like none, since its tests do not
/// describe its behaviour.
Likeness likeness_of(const Answer& answer, const Catalogue& catalogue);
/// Returns the mistake of the only wrong answer that fails the same tests. Returns nothing if there
/// are several or none, or if the hidden tests were not run.
std::optional<Diagnosis> diagnosis_of(const Answer& answer, const Catalogue& catalogue);
/// Returns "behaves like loses_updates", "not begun" or "like no known wrong answer".
std::string to_text(const Likeness& likeness);

}  // namespace grader::report
