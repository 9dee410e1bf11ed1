#include "grade/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace grader {

namespace {

const Record::Test* find(const Record& record, const results::Test& test) {
  const std::string name = test.family + "." + test.name;
  const auto found = std::ranges::find(record.tests, name, &Record::Test::name);
  return found == record.tests.end() ? nullptr : &*found;
}

bool is_worth_points(const results::Test& test, const results::Points& points) {
  return test.visible || !points.stretch.contains(test.family);
}

std::string with_an_end(const std::string& sentence) {
  return sentence.ends_with('?') || sentence.ends_with('.') ? sentence : sentence + ".";
}

/// Returns the sentence for the most serious problem. A forged reply is the most serious.
std::pair<Verdict, std::string> worst(const std::vector<const Record::Test*>& failed) {
  const auto first = [&](std::vector<std::string> Record::Test::*sentences) {
    for (const Record::Test* test : failed)
      if (!(test->*sentences).empty())
        return "On one delivery " + with_an_end((test->*sentences).front());
    return std::string{};
  };
  if (const auto text = first(&Record::Test::protocol); !text.empty())
    return {Verdict::crashed, text + " None of its replies count."};
  if (std::ranges::any_of(failed, &Record::Test::remembers))
    return {Verdict::nondeterministic,
            "A handler remembers something outside the store (a global, a static, the clock, a "
            "random number): for the same input it does not always do the same."};
  if (const auto text = first(&Record::Test::limits); !text.empty()) return {Verdict::limit, text};
  if (const auto text = first(&Record::Test::crashes); !text.empty())
    return {Verdict::crashed, text};
  return {Verdict::fail,
          fmt::format("{} of the tests that are worth points do not hold.", failed.size())};
}

}  // namespace

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "PASS";
    case Verdict::fail:
      return "FAIL";
    case Verdict::not_built:
      return "NOT_BUILT";
    case Verdict::not_handed_in:
      return "NOT_HANDED_IN";
    case Verdict::limit:
      return "LIMIT";
    case Verdict::crashed:
      return "CRASHED";
    case Verdict::nondeterministic:
      return "NONDETERMINISTIC";
    case Verdict::not_judged:
      return "NOT_JUDGED";
    case Verdict::infra_error:
      break;
  }
  return "INFRA_ERROR";
}

void decide(Graded& graded, const Record& record, const results::ManifestActivity& tests,
            const results::Points& points) {
  const bool has_forged = std::ranges::any_of(
      record.tests, [](const Record::Test& test) { return !test.protocol.empty(); });
  results::Results results;
  std::vector<const Record::Test*> failed;
  for (const results::Test& test : tests.tests) {
    const Record::Test* found = find(record, test);
    if (found == nullptr)
      throw Stopped{Verdict::infra_error, fmt::format("{} did not run", tests.ctest_name(test))};
    const bool passed = found->passed && !has_forged;
    results[tests.ctest_name(test)].ending =
        passed ? results::Ending::passed : results::Ending::failed;
    if (passed) continue;
    if (is_worth_points(test, points) || has_forged) failed.push_back(found);
    std::string words = fmt::format("{}", fmt::join(found->failures, "\n"));
    graded.failures.push_back({test.family, test.name, test.visible, std::move(words), found->rule,
                               found->hint, found->schedule});
  }
  graded.score = results::score(tests, points, results);
  graded.questions = record.questions;
  graded.bytes = record.bytes;
  graded.processes = record.processes;
  graded.verdict = Verdict::pass;
  graded.sentence = "Every test that is worth points holds.";
  if (!failed.empty()) std::tie(graded.verdict, graded.sentence) = worst(failed);
}

}  // namespace grader
