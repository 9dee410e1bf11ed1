#include "workshop/checklist.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "workshop/proofs.hpp"

namespace workshop {
namespace {

enum class Proof { passes, open, elsewhere, none };

struct Proved {
  Proof proof = Proof::none;
  std::string tests;  ///< that prove the line, or those that do not pass yet
};

Proved proof_of(const results::CheckLine& line, const results::Manifest& manifest,
                const results::Progress& progress) {
  if (line.tests.empty()) return {};
  std::vector<std::string> here, open;
  for (const std::string& pattern : line.tests) {
    int tests = 0, passed = 0;
    for (const results::ManifestActivity& activity : manifest.activities)
      for (const results::Test& test : activity.tests) {
        const std::string name = activity.ctest_name(test);
        if (!is_named(name, pattern)) continue;
        const auto result = progress.results.find(name);
        tests += 1;
        passed +=
            result != progress.results.end() && result->second.ending == results::Ending::passed;
      }
    if (tests == 0) continue;
    here.push_back(pattern);
    if (passed < tests) open.push_back(pattern);
  }
  if (here.empty()) return {Proof::elsewhere, joined(line.tests)};
  if (!open.empty()) return {Proof::open, joined(open)};
  return {Proof::passes, joined(here)};
}

std::string in_words(const Proved& proved) {
  switch (proved.proof) {
    case Proof::passes:
      return proved.tests;
    case Proof::open:
      return "not yet: " + proved.tests;
    case Proof::elsewhere:
      return "hidden here, and run where an answer is graded: " + proved.tests;
    case Proof::none:
      return "no test can prove this; write it into your own design";
  }
  return "";
}

const char* mark_of(Proof proof, const Terminal& terminal) {
  if (proof == Proof::none) return "-";
  if (proof != Proof::passes) return terminal.unicode ? "□" : ".";
  if (terminal.colour) return terminal.unicode ? "\x1b[32m■\x1b[0m" : "\x1b[32m#\x1b[0m";
  return terminal.unicode ? "■" : "#";
}

}  // namespace

std::string checklist(const results::Manifest& manifest,
                      const std::vector<results::Checklist>& lists,
                      const results::Progress& progress, const Terminal& terminal) {
  std::string text;
  int lines = 0, proved = 0;
  for (const results::Checklist& list : lists) {
    text += fmt::format("{}{}\n", text.empty() ? "" : "\n", list.title);
    for (const results::CheckLine& line : list.lines) {
      const Proved found = proof_of(line, manifest, progress);
      lines += 1;
      proved += found.proof == Proof::passes;
      text += fmt::format("  {} {}\n{}\n", mark_of(found.proof, terminal),
                          wrapped(line.says, 4).substr(4), wrapped(in_words(found), 6));
    }
  }
  return text + fmt::format("\n{} of {} lines are proved by your answers.\n", proved, lines);
}

}  // namespace workshop
