#include "tests/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "results/score.hpp"

namespace judging {
namespace {

using answers::squeezed, answers::WrongAnswer;
using results::ManifestActivity, results::Test;

std::string name_of(const Test& test) { return test.family + "." + test.name; }

void object(Verdict& verdict, std::string reason) {
  verdict.as_meant = false;
  verdict.reasons.push_back(std::move(reason));
}

bool failed(const TestRun& run, const Test& test) {
  const auto found = run.tests.find(name_of(test));
  return found != run.tests.end() && !found->second.empty();
}

/// Objects to failures other than assertions: crashes, exceptions, leaks.
void object_to_bad_endings(const std::vector<Test>& asked, const TestRun& run, Verdict& verdict) {
  bool any_failed = false;
  for (const Test& test : asked) {
    const auto found = run.tests.find(name_of(test));
    if (found == run.tests.end()) {
      const bool skipped = std::ranges::count(run.skipped, name_of(test)) > 0;
      object(verdict, fmt::format("{} {}", name_of(test),
                                  skipped ? "was skipped" : "did not run to its end"));
      continue;
    }
    for (const std::string& failure : found->second) {
      any_failed = true;
      if (failure.find("C++ exception") != std::string::npos &&
          failure.find("thrown in") != std::string::npos) {
        object(verdict, fmt::format("{} ends with an exception, not by an assertion: {}",
                                    name_of(test), failure));
      }
    }
  }
  if (run.status != int(any_failed)) {
    object(verdict, fmt::format("the program ended with status {} instead of {}: a crash or a leak",
                                run.status, int(any_failed)));
  }
}

std::vector<Test> visible_order_tests(const ManifestActivity& activity) {
  std::vector<Test> tests;
  for (const Test& test : activity.tests) {
    if (test.visible && test.family == "order") tests.push_back(test);
  }
  return tests;
}

/// Returns the visible tests of family order, and every test that an author sees before the one
/// that must reject the answer. filter_for() selects these tests, each once.
std::vector<Test> deciding_tests(const ManifestActivity& activity, const WrongAnswer& wrong) {
  std::vector<Test> tests;
  bool is_before = true;
  for (const Test& test : activity.tests) {
    if (is_before || (test.visible && test.family == "order")) tests.push_back(test);
    is_before = is_before && name_of(test) != wrong.rejected_by;
  }
  return tests;
}

}  // namespace

TestRun read_test_run(const results::Json& report, int status) {
  TestRun run;
  run.status = status;
  if (report.is_null()) return run;
  for (const results::Json& suite : report.at("testsuites")) {
    for (const results::Json& test : suite.at("testsuite")) {
      if (test.at("status") != "RUN") continue;
      const std::string name =
          suite.at("name").get<std::string>() + "." + test.at("name").get<std::string>();
      if (test.at("result") == "SKIPPED") {
        run.skipped.push_back(name);
        continue;
      }
      TestRun::Failures& failures = run.tests[name];
      if (!test.contains("failures")) continue;
      for (const results::Json& each : test["failures"]) failures.push_back(each.at("failure"));
    }
  }
  return run;
}

Verdict judge_right(const ManifestActivity& activity, const TestRun& run) {
  Verdict verdict;
  object_to_bad_endings(activity.tests, run, verdict);
  for (const Test& test : activity.tests) {
    if (failed(run, test)) object(verdict, fmt::format("{} rejects it", name_of(test)));
  }
  if (verdict.as_meant)
    verdict.reasons = {fmt::format("passes all {} tests", activity.tests.size())};
  return verdict;
}

Verdict judge_skeleton(const ManifestActivity& activity, const results::Points& points,
                       const TestRun& run) {
  Verdict verdict;
  object_to_bad_endings(activity.tests, run, verdict);
  results::Results results;
  for (const Test& test : activity.tests) {
    const auto ending = failed(run, test) ? results::Ending::failed : results::Ending::passed;
    results[activity.ctest_name(test)].ending = ending;
  }
  const results::Score score = results::score(activity, points, results);
  for (const results::Family& family : score.families) {
    if (family.ok()) object(verdict, fmt::format("passes the whole family {}", family.name));
  }
  if (score.points + score.bonus > 0) {
    object(verdict, fmt::format("is worth {} points", score.points + score.bonus));
  }
  if (verdict.as_meant)
    verdict.reasons = {"fails a test of every family by an assertion: 0 points"};
  return verdict;
}

Verdict judge_wrong(const ManifestActivity& activity, const WrongAnswer& wrong,
                    const TestRun& run) {
  Verdict verdict;
  const std::vector<Test> deciding = deciding_tests(activity, wrong);
  const auto test = std::ranges::find(deciding, wrong.rejected_by, name_of);
  if (test == deciding.end()) {
    object(verdict,
           fmt::format("names {}, which is no test of {}", wrong.rejected_by, activity.folder));
    return verdict;
  }
  object_to_bad_endings(deciding, run, verdict);
  const auto first = std::ranges::find_if(deciding, [&](const Test& t) { return failed(run, t); });
  if (first < test) {
    object(verdict, fmt::format("is rejected by {} before {}: name the first test, with its hint",
                                name_of(*first), wrong.rejected_by));
  }
  if (!failed(run, *test)) {
    object(verdict, fmt::format("{} does not reject it", wrong.rejected_by));
  } else {
    const std::string words =
        squeezed(fmt::format("{}", fmt::join(run.tests.at(name_of(*test)), " ")));
    if (words.find(squeezed(wrong.hint)) == std::string::npos) {
      object(verdict,
             fmt::format("{} does not give the hint \"{}\"", wrong.rejected_by, wrong.hint));
    }
  }
  const std::vector<Test> visible = visible_order_tests(activity);
  const bool passes = std::ranges::none_of(visible, [&](const Test& t) { return failed(run, t); });
  if (passes != wrong.passes_visible_order_tests) {
    object(verdict, passes
                        ? "passes the visible tests of family order, but says \"Visible: fails\""
                        : "fails a visible test of family order without saying \"Visible: fails\"");
  }
  if (verdict.as_meant) {
    verdict.reasons = {fmt::format("rejected by {}: {}", wrong.rejected_by, wrong.hint)};
  }
  return verdict;
}

std::string filter_for(const ManifestActivity& activity, const WrongAnswer& wrong) {
  std::vector<std::string> names;
  for (const Test& test : deciding_tests(activity, wrong)) names.push_back(name_of(test));
  return fmt::format("{}", fmt::join(names, ":"));
}

}  // namespace judging
