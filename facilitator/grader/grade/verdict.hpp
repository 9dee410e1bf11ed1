#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "judge/record.hpp"
#include "report/document.hpp"
#include "results/manifest.hpp"
#include "results/score.hpp"

namespace grader {

enum class Verdict {
  pass,              ///< every test with points passes
  fail,              ///< a test fails
  not_handed_in,     ///< no answer to that activity
  not_built,         ///< the answer cannot be read, does not compile or does not link
  limit,             ///< it went beyond a limit; the sentence names it
  crashed,           ///< its process ended without a reply
  nondeterministic,  ///< same input, different behaviour: it remembers something
  not_judged,        ///< it waits, in a room that is being watched
  infra_error,       ///< fault of the grader or the machine; costs no attempt
};
std::string to_string(Verdict verdict);  ///< "NOT_BUILT"

/// Reason why judging an answer stopped early.
struct Stopped : std::runtime_error {
  Stopped(Verdict verdict, const std::string& sentence, std::string details = {})
      : std::runtime_error{sentence}, verdict{verdict}, details{std::move(details)} {}
  Verdict verdict;
  std::string details;  ///< of a compiler, for example: untrusted
};

/// Result of grading one answer.
struct Graded {
  std::string activity{};  ///< folder
  Verdict verdict = Verdict::infra_error;
  std::string sentence{};
  Level level = Level::none;
  bool hidden_tests_ran = false;
  results::Score score{};

  struct Failure {
    std::string family, test;  ///< "duplicate", "same_tip_twice"
    bool visible = false;
    std::string words;
    std::string rule, hint;                   ///< empty: none in the test
    eda::Json schedule = eda::Json::array();  ///< see Record
  };
  std::vector<Failure> failures{};
  std::optional<report::Diagnosis> behaves_like{};  ///< see grade/diagnosis.hpp
  std::string details{};                            ///< of Stopped
  std::string hash{};  ///< of the answer; empty: there was none to judge
  int attempt = 1;

  struct Times {
    double compile_s = 0, link_s = 0, judge_s = 0;
  };
  Times times{};
  int questions = 0, processes = 0;  ///< see Record
  std::size_t bytes = 0;
};

/// Sets verdict and score of `graded` from a record. Only passed tests count. A test of `tests`
/// that is not in the record has not passed.
void decide(Graded& graded, const Record& record, const results::ManifestActivity& tests,
            const results::Points& points);

}  // namespace grader
