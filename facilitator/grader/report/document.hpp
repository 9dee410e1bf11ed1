#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

/// What became of a room, as `grade` writes it down (report.schema.json) and as reports show it.
/// Whatever a participant may have written is `escaped` here: it has no control characters and is
/// UTF-8. What a format means by its own signs, each report sees to itself.
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
  // all but the family are empty where people are not to know
  std::string family, test{}, words{};
  std::string rule{}, hint{};  ///< also empty where the test names none
  std::vector<Step> schedule{};
};

/// What became of one answer.
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
  std::vector<Held> families;  ///< empty: it could not be judged, or nobody is to know
  std::vector<Failure> failures;
  std::string details;  ///< a compiler's words, say
  std::string rule;     ///< that the first failing test found broken, empty: none
  int attempt = 1;
  std::string hash;  ///< of what was handed in, empty: nothing was

  bool was_handed_in() const { return verdict != "NOT_HANDED_IN"; }
};

struct Submission {
  std::string name;
  std::string sentence;  ///< why nothing of it could be graded, empty: something could
  std::vector<Answer> answers;
};

struct Document {
  std::string kit;
  std::vector<Activity> activities;
  std::vector<Submission> submissions;

  /// The activity of that folder, nullptr where there is none.
  const Activity* activity(const std::string& folder) const;
};

/// Throws results::BadInput, with the field that is not as it should be.
Document read_document(const nlohmann::json& json);
/// One answer: what `grade one --json` writes.
Answer read_answer(const nlohmann::json& json);

/// A family of one answer, as a row of whatever report.
struct Line {
  enum class State { holds, fails, not_judged };
  std::string family;
  State state = State::not_judged;
  bool bonus = false;
  double points = 0;                 ///< what it is worth
  const Failure* failure = nullptr;  ///< the first of it, where people may know
};
std::vector<Line> lines_of(const Answer& answer, const Activity& activity);

/// The one submission of a report that can be about one only. Throws results::BadInput.
const Submission& only_submission(const Document& document, const std::string& report);

}  // namespace grader::report
