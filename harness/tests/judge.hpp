#pragma once

#include <map>
#include <string>
#include <vector>

#include "answers/wrong_answer.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"
#include "results/manifest.hpp"

/// Checks of each answer in the kit: is it as right, or as wrong, as it is meant to be?
namespace judging {

/// Result of running the program of an answer.
struct TestRun {
  /// GoogleTest's message of each failure; none: the test passed.
  using Failures = std::vector<std::string>;
  std::map<std::string, Failures> tests;  ///< those that ran to their end: "order.in_sequence"
  std::vector<std::string> skipped;
  int status = 0;  ///< of the program: 0 all passed, 1 some failed
};

/// Reads the report that --gtest_output=json wrote; null if there is none, because the program
/// crashed.
TestRun read_test_run(const results::Json& report, int status);

/// Judgement of an answer, with a sentence for each reason.
struct Verdict {
  bool as_meant = true;
  std::vector<std::string> reasons;
};

/// Judges a right answer: it must pass every test.
Verdict judge_right(const results::ManifestActivity& activity, const TestRun& run);

/// Judges the skeleton: it must have 0 points and fail at least one assertion in each family.
Verdict judge_skeleton(const results::ManifestActivity& activity, const results::Points& points,
                       const TestRun& run);

/// Judges a wrong answer. The test that it names must reject it, with the named hint. No test that
/// its author sees before may reject it, since the author follows the hint of the first one.
Verdict judge_wrong(const results::ManifestActivity& activity, const answers::WrongAnswer& wrong,
                    const TestRun& run);

/// Returns the --gtest_filter of the tests that decide about a wrong answer.
std::string filter_for(const results::ManifestActivity& activity,
                       const answers::WrongAnswer& wrong);

}  // namespace judging
