#include "workshop/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <future>
#include <iterator>
#include <mutex>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "results/built.hpp"
#include "workshop/command.hpp"

namespace workshop {

namespace {

constexpr std::size_t lines_max = 30;

std::string without_root(std::string line, const std::filesystem::path& root) {
  const std::string prefix = root.string() + "/";
  for (std::size_t at = 0; (at = line.find(prefix, at)) != line.npos;)
    line.erase(at, prefix.size());
  return line;
}

bool is_error(const std::string& line) {
  return std::ranges::any_of(std::array{" error: ", "fatal error", "undefined reference",
                                        "undefined symbol", ": error C", "error LNK"},
                             [&](const char* words) { return line.find(words) != line.npos; });
}

/// Returns LeakSanitizer's report of the first leak, in plain form.
std::string words_on_leak(const std::string& report, const std::filesystem::path& root) {
  std::string text =
      "The answer leaks: it allocates memory and never frees it. A value or a smart pointer\n"
      "frees it, also in a handler that dies at a co_await. Allocated here, innermost frame "
      "first:\n";
  std::istringstream lines{report};
  bool is_first = false;
  for (std::string line; std::getline(lines, line) && !(is_first && line.empty());) {
    is_first = is_first || line.find("leak of ") != line.npos;
    if (is_first) text += without_root(line, root) + "\n";
  }
  return text;
}

unsigned cores() { return std::max(1u, std::thread::hardware_concurrency()); }

std::filesystem::path folder_in(const std::filesystem::path& build) {
  create_directories(build / "watch");
  return build / "watch";
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream input{file};
  return {std::istreambuf_iterator<char>{input}, {}};
}

/// Runs a test in its own process, as ctest does, so that no memory is shared between tests.
results::Result run_test(const results::Manifest& manifest,
                         const results::ManifestActivity& activity, const results::Test& test,
                         bool notes_coverage) {
  const std::string name = activity.ctest_name(test);
  const std::filesystem::path printed = folder_in(manifest.build) / (name + ".txt");
  const std::filesystem::path coverage = coverage_file(manifest.build, name);
  std::error_code none;
  remove(coverage, none);  // it would be of an earlier answer
  const int exit_code =
      run(fmt::format("{} --gtest_filter={}.{}{} >{} 2>&1",
                      quoted(manifest.build / "bin" / activity.folder), test.family, test.name,
                      notes_coverage ? " --coverage=" + quoted(coverage) : "", quoted(printed)));
  return result_of(exit_code, text_of(printed), manifest.root);
}

}  // namespace

std::string first_errors(const std::string& build_log, const std::filesystem::path& root) {
  std::istringstream log{build_log};
  std::string text, before;
  std::size_t lines = 0, errors = 0;
  for (std::string line; std::getline(log, line);) {
    const bool starts = is_error(line);
    errors += starts;
    // the line before the first error names the function
    if (starts && errors == 1 && before.find(": In ") != before.npos)
      text += without_root(before, root) + "\n";
    if (errors > 0 && lines < lines_max && !line.starts_with("ninja: ")) {
      text += without_root(line, root) + "\n";
      ++lines;
    }
    before = line;
  }
  if (errors > 1) text += fmt::format("({} errors in all: fix the first one first)\n", errors);
  return text;
}

results::Result result_of(int exit_code, const std::string& output,
                          const std::filesystem::path& root) {
  if (exit_code == 0) return {results::Ending::passed, output};
  const results::Ending ending = results::why_failed(output);
  return {ending, ending == results::Ending::leaked ? words_on_leak(output, root) : output};
}

results::Result build_answer(const results::Manifest& manifest,
                             const results::ManifestActivity& activity) {
  results::note_build(manifest, activity);
  const std::filesystem::path log = folder_in(manifest.build) / (activity.folder + ".build.txt");
  if (run(fmt::format("cmake --build {} --parallel {} --target {} >{} 2>&1", quoted(manifest.build),
                      cores(), activity.folder, quoted(log))) == 0)
    return {results::Ending::passed, without_root(text_of(log), manifest.root)};
  const std::string all = text_of(log);
  const std::string errors = first_errors(all, manifest.root);
  // no compiler or linker error, so the failure says nothing about the answer
  if (errors.empty()) return {results::Ending::not_run, all};
  return {results::Ending::failed, errors};
}

std::filesystem::path coverage_file(const std::filesystem::path& build, const std::string& test) {
  return build / "watch" / (test + ".json");
}

results::Results judge(const results::Manifest& manifest, const results::ManifestActivity& activity,
                       std::atomic<int>& ended, bool notes_coverage) {
  results::Results results;
  results::Result& built = results[activity.number() + ".builds"];
  built = build_answer(manifest, activity);
  if (built.ending != results::Ending::passed) {
    for (const results::Test& test : activity.tests) results[activity.ctest_name(test)] = {};
    return results;
  }
  std::mutex lock;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> is_endless{false};
  const auto run_tests = [&] {
    for (std::size_t i = 0; !is_endless && (i = next++) < activity.tests.size();) {
      const results::Test& test = activity.tests[i];
      results::Result result = run_test(manifest, activity, test, notes_coverage);
      if (result.ending == results::Ending::endless) is_endless = true;
      ++ended;
      const std::lock_guard guard{lock};
      results[activity.ctest_name(test)] = std::move(result);
    }
  };
  std::vector<std::future<void>> workers;
  for (unsigned i = 0; i < cores(); ++i)
    workers.push_back(std::async(std::launch::async, run_tests));
  for (auto& worker : workers) worker.get();
  for (const results::Test& test : activity.tests) results.try_emplace(activity.ctest_name(test));
  return results;
}

}  // namespace workshop
