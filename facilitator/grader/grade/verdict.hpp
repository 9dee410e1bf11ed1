#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "judge/record.hpp"
#include "results/manifest.hpp"
#include "results/score.hpp"

namespace grader {

enum class Verdict {
  pass,              ///< every test that is worth points holds
  fail,              ///< a test does not hold
  not_handed_in,     ///< there is no answer to that activity
  not_built,         ///< the answer is none: it cannot be read, does not compile or link
  limit,             ///< it used more than it may; the sentence names the limit
  crashed,           ///< its process ended without having replied
  nondeterministic,  ///< it does not always do the same: it remembers something
  infra_error,       ///< our fault, not the answer's; costs nobody anything
};
std::string to_string(Verdict verdict);  ///< "NOT_BUILT"

/// Why an answer could not be judged to its end.
struct Stopped : std::runtime_error {
  Stopped(Verdict verdict, const std::string& sentence, std::string details = {})
      : std::runtime_error{sentence}, verdict{verdict}, details{std::move(details)} {}
  Verdict verdict;
  std::string details;  ///< of a compiler, say: untrusted
};

/// What became of one answer.
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
    std::string rule, hint;                   ///< empty: the test names none
    eda::Json schedule = eda::Json::array();  ///< see Record
  };
  std::vector<Failure> failures{};
  std::string details{};  ///< of Stopped
  std::string hash{};     ///< of what was handed in; empty: nothing that could be judged
  int attempt = 1;

  struct Times {
    double compile_s = 0, link_s = 0, judge_s = 0;
  };
  Times times{};
  int questions = 0, processes = 0;  ///< see Record
  std::size_t bytes = 0;
};

/// Puts into `graded` what a record comes to. Only a test that has passed counts; a test of
/// `tests` that is not in the record has not.
void decide(Graded& graded, const Record& record, const results::ManifestActivity& tests,
            const results::Points& points);

}  // namespace grader
