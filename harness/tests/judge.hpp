#pragma once

#include <map>
#include <string>
#include <vector>

#include "answers/wrong_answer.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"
#include "results/manifest.hpp"

/// Is an answer as right, or as wrong, as it is meant to be? The kit asks this of every answer it
/// has.
namespace judging {

/// What came of running the program of an answer.
struct Trial {
  /// GoogleTest's words for each failure; none: the test passed.
  using Failures = std::vector<std::string>;
  std::map<std::string, Failures> tests;  ///< those that ran to their end: "order.in_sequence"
  std::vector<std::string> skipped;
  int status = 0;  ///< of the program: 0 all passed, 1 some failed
};

/// `report` is what --gtest_output=json wrote; null where there is none, because the program
/// crashed.
Trial read_trial(const results::Json& report, int status);

/// Whether an answer is what it is meant to be, and a sentence for each reason why.
struct Opinion {
  bool as_meant = true;
  std::vector<std::string> reasons;
};

/// A right answer passes every test.
Opinion judge_right(const results::ManifestActivity& activity, const Trial& trial);

/// The skeleton is worth nothing, and learns so from assertions: at least one in each family.
Opinion judge_skeleton(const results::ManifestActivity& activity, const results::Points& points,
                       const Trial& trial);

/// A wrong answer is rejected by the test that it names, for the reason it names, and by none that
/// its author sees before: the hint of the first one is what sends them on.
Opinion judge_wrong(const results::ManifestActivity& activity, const answers::WrongAnswer& wrong,
                    const Trial& trial);

/// The tests that decide about a wrong answer, as --gtest_filter wants them.
std::string filter_for(const results::ManifestActivity& activity,
                       const answers::WrongAnswer& wrong);

}  // namespace judging
