#include "tests/handout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "answers/whole.hpp"
#include "results/activity.hpp"
#include "results/table.hpp"
#include "shell/word.hpp"

#ifndef _WIN32
#include <sys/wait.h>
#endif

namespace judging {
namespace {

namespace fs = std::filesystem;
using results::Ending, results::ManifestActivity, results::Results;

std::string word_for(Ending ending) {
  switch (ending) {
    case Ending::passed:
      return "passed";
    case Ending::failed:
      return "failed by an assertion";
    case Ending::leaked:
      return "leaked memory";
    case Ending::crashed:
      return "crashed or did not build";
    case Ending::endless:
      return "did not end";
    case Ending::skipped:
      return "was skipped";
    case Ending::not_run:
      return "did not run";
  }
  return "";
}

/// Results of the tests of `activity`, as judge_skeleton takes them.
TestRun trial_of(const ManifestActivity& activity, const Results& results) {
  TestRun run;
  for (const results::Test& test : activity.tests) {
    const auto found = results.find(activity.ctest_name(test));
    if (found == results.end()) continue;
    const auto& [name, result] = *found;
    const bool failed = result.ending == Ending::failed;
    if (!failed && result.ending != Ending::passed) continue;
    TestRun::Failures& failures = run.tests[test.family + "." + test.name];
    if (failed) failures.push_back(result.output);
    if (failed) run.status = 1;
  }
  return run;
}

void object(Verdict& verdict, std::string reason) {
  verdict.as_meant = false;
  verdict.reasons.push_back(std::move(reason));
}

std::string text_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Replaces the text of a file during its lifetime.
class Replaced {
 public:
  explicit Replaced(fs::path file) : file_{std::move(file)}, text_{text_of(file_)} {}
  ~Replaced() { write(text_); }
  Replaced(const Replaced&) = delete;
  Replaced& operator=(const Replaced&) = delete;
  void write(const std::string& text) const { std::ofstream{file_, std::ios::binary} << text; }

 private:
  fs::path file_;
  std::string text_;
};

}  // namespace

Ran run_in(const fs::path& folder, const std::string& command) {
  const std::string line = fmt::format("cd {} && {}", shell::word(folder.string()), command);
  std::fflush(stdout);
#ifdef _WIN32
  throw std::runtime_error{"this needs a shell of POSIX: " + line};
#else
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error{"cannot be started: " + line};
  Ran ran;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
    ran.output.append(buffer.data(), got);
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
#endif
}

Verdict judge_first_run(const results::Manifest& manifest, const Results& results, const Ran& ran) {
  Verdict verdict;
  if (ran.status != 8)  // as ctest ends when tests have failed
    object(verdict, fmt::format("the workflow ended with exit code {} instead of 8", ran.status));
  if (manifest.answers != "exercises")
    object(verdict, fmt::format("it judged {}/ instead of exercises/", manifest.answers));
  if (manifest.activities.empty()) object(verdict, "it judged no activity");
  std::set<std::string> tests;
  std::map<std::string, results::Activity> activities;
  for (const ManifestActivity& activity : manifest.activities) {
    activities[activity.folder] = results::read_activity(manifest.root, activity.folder);
    const Verdict of_skeleton =
        judge_skeleton(activity, activities[activity.folder].points, trial_of(activity, results));
    if (!of_skeleton.as_meant)
      for (const std::string& reason : of_skeleton.reasons)
        object(verdict, activity.folder + ": " + reason);
    for (const results::Test& test : activity.tests) tests.insert(activity.ctest_name(test));
  }
  for (const auto& [test, result] : results) {
    const bool may_fail = result.ending == Ending::failed && tests.contains(test);
    if (result.ending != Ending::passed && !may_fail)
      object(verdict, test + " " + word_for(result.ending));
  }
  if (!ran.output.ends_with(results::closing_table(manifest, activities, results, false)))
    object(verdict, "the last of what the workflow printed is not the closing table");
  if (verdict.as_meant) verdict.reasons = {"red by assertions, without points"};
  return verdict;
}

Verdict judge_first_run(const fs::path& root) {
  const Ran ran =
      run_in(root, fmt::format("OUT_OF_ORDER_HERE={} cmake --workflow --preset participant",
                               shell::word(root.string())));
  std::fwrite(ran.output.data(), 1, ran.output.size(), stdout);
  const fs::path build = root / "build" / "participant";
  results::Manifest manifest = results::read_manifest(build / "manifest.json");
  manifest.here = root;
  Verdict verdict = judge_first_run(manifest, results::read_results(build), ran);
  if (exists(build / "_deps")) object(verdict, "it downloaded packages");
  return verdict;
}

Verdict judge_words(const answers::Header& sample, const Ran& ran) {
  Verdict verdict;
  if (ran.status != 1 && ran.status != 3)  // a test failed, or nothing was built
    object(verdict, fmt::format("{}: exit code {}", sample.file, ran.status));
  const std::vector<std::string> expected = sample.texts("Says");
  for (const std::string& words : expected)
    if (ran.output.find(words) == std::string::npos)
      object(verdict, fmt::format("{}: nothing says \"{}\"", sample.file, words));
  if (expected.empty()) object(verdict, sample.file + ": has no line \"// Says: …\"");
  if (verdict.as_meant) verdict.reasons = {sample.file + ": has the words that it must"};
  return verdict;
}

Verdict judge_first_contact(const fs::path& root, const fs::path& kit) {
  std::set<fs::path> samples;
  for (const auto& entry : fs::directory_iterator{kit / "harness" / "tests" / "first_contact"})
    if (entry.path().extension() == answers::edit_extension) samples.insert(entry.path());
  Verdict verdict;
  if (samples.empty()) object(verdict, "harness/tests/first_contact has no answers");
  const Replaced answer{root / "exercises" / "00_lost_update" / "lost_update.cpp"};
  for (const fs::path& sample : samples) {
    const answers::Whole whole = answers::whole_answer(kit, sample);
    answer.write(whole.text);
    const Ran ran = run_in(root, "build/participant/workshop watch 00 --once 2>&1");
    fmt::print("--- {}: exit code {}\n{}\n", whole.header.file, ran.status, ran.output);
    const Verdict of_sample = judge_words(whole.header, ran);
    verdict.as_meant = verdict.as_meant && of_sample.as_meant;
    std::ranges::copy(of_sample.reasons, std::back_inserter(verdict.reasons));
  }
  return verdict;
}

}  // namespace judging
