#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

/// Results of a room, as `grade` writes them (report.schema.json) and as reports show them. All
/// text of participants is `escaped` here: it is UTF-8 without control characters. Each report
/// escapes the special characters of its own format.
namespace grader::report {

struct Family {
  std::string name;  ///< "duplicate"
  double points = 0;
  bool bonus = false;
};

struct Activity {
  std::string folder, number, title;
  int points_max = 100;
  std::vector<Family> families;
};

struct Failure {
  /// A step of the schedule that leads to it: "put", "written".
  struct Step {
    std::string verb, result;
    bool operator==(const Step&) const = default;
  };
  // all but the family are empty if --feedback hides them
  std::string family, test{}, words{};
  std::string rule{}, hint{};  ///< also empty: none in the test
  std::vector<Step> schedule{};
};

/// The known wrong answer that an answer behaves like.
struct Diagnosis {
  std::string mistake, hint;
  bool operator==(const Diagnosis&) const = default;
};
/// Returns the lines of a participant's report: "It behaves like: …", "Hint: …".
std::string to_text(const Diagnosis& diagnosis);

/// Result of one answer.
struct Answer {
  struct Held {
    std::string family;
    bool holds = false, bonus = false;
  };
  std::string activity;  ///< folder
  std::string verdict;   ///< "NOT_BUILT"
  std::string sentence, level;
  bool hidden_tests_ran = false;
  int points = 0, points_max = 100, bonus = 0;
  std::vector<Held> families;  ///< empty: not judged, or hidden by --feedback
  std::vector<Failure> failures;
  std::string details;                    ///< messages of a compiler, for example
  std::string rule;                       ///< broken in the first failing test; empty: none
  std::optional<Diagnosis> behaves_like;  ///< nothing: none, several, or hidden by --feedback
  int attempt = 1;
  std::string hash;  ///< of the answer; empty: none was handed in

  bool was_handed_in() const { return verdict != "NOT_HANDED_IN"; }
};

struct Submission {
  std::string name;
  std::string sentence;  ///< reason why no answer could be graded; empty: some could
  std::vector<Answer> answers;
};

struct Document {
  std::string kit;
  std::vector<Activity> activities;
  std::vector<Submission> submissions;

  /// Returns the activity of that folder; nullptr if there is none.
  const Activity* activity(const std::string& folder) const;
};

/// Parses a document. Throws results::BadInput with the name of the wrong field.
Document read_document(const nlohmann::json& json);
/// Returns the document without the activities that have no answer; if none has any, as it is.
Document with_what_was_handed_in(Document document);
/// Parses one answer, as `grade one --json` writes it.
Answer read_answer(const nlohmann::json& json);

/// A family of one answer, as a row of a report.
struct Line {
  enum class State { holds, fails, not_judged };
  std::string family;
  State state = State::not_judged;
  bool bonus = false;
  double points = 0;                 ///< maximum
  const Failure* failure = nullptr;  ///< its first failure, unless hidden
};
std::vector<Line> lines_of(const Answer& answer, const Activity& activity);
/// Returns the lines on the mistake that the answer behaves like, for the first failing line of
/// `lines` only; empty for the others, and if no mistake is known.
std::string diagnosis_at(const Line& line, const std::vector<Line>& lines, const Answer& answer);

/// Returns the only submission of a document. Throws results::BadInput if there are more or none.
const Submission& only_submission(const Document& document, const std::string& report);

}  // namespace grader::report
