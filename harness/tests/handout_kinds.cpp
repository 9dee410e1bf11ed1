#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/handout.hpp"

namespace judging {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kinds{"90_event_pattern", "91_toll"};

/// Activities of the kit's tests, in a checkout until the destructor runs.
class Added {
 public:
  Added(fs::path root, const fs::path& from) : root_{std::move(root)} {
    const auto recursively = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
    std::ifstream list{list_file(), std::ios::binary};
    before_ = {std::istreambuf_iterator<char>{list}, {}};
    std::ofstream longer{list_file(), std::ios::binary | std::ios::app};
    for (const std::string& kind : kinds) {
      for (const std::string& folder : folders_of(kind))
        fs::copy(from / folder, root_ / folder, recursively);
      longer << fmt::format("add_activity({})\n", kind);
    }
  }
  Added(const Added&) = delete;
  Added& operator=(const Added&) = delete;
  ~Added() {
    std::ofstream{list_file(), std::ios::binary} << before_;
    for (const std::string& kind : kinds)
      for (const std::string& folder : folders_of(kind)) fs::remove_all(root_ / folder);
  }

 private:
  static std::vector<std::string> folders_of(const std::string& kind) {
    return {"exercises/" + kind, "harness/skeletons/" + kind};
  }
  fs::path list_file() const { return root_ / "exercises" / "CMakeLists.txt"; }

  fs::path root_;
  std::string before_;
};

/// A command of a participant, and what it must print.
struct Step {
  std::string command;
  int status = 0;
  std::string words{};
};

/// Copies the solution of an activity, or one file of it, over the answer.
std::string solve(const fs::path& from, const std::string& files) {
  return fmt::format("cp -r \"{}\"/solutions/{} exercises/{}", from.string(), files,
                     files.substr(0, files.rfind('/') + 1));
}

std::vector<Step> steps_with_data(const fs::path& from, const std::string& build) {
  const std::string workshop = build + "/workshop ";
  const std::string file = "exercises/90_event_pattern/event_pattern.json";
  return {{"cmake " + build + " && cmake --build " + build + " --target kit"},
          {workshop + "test 90", 1, file.substr(10) + ": /pattern is null, so it is still open"},
          {"echo '{}' > " + file},
          {workshop + "watch 90 --once", 1, "/pattern is missing; it must be an object"},
          {"echo '{' > " + file},
          {workshop + "watch 90 --once", 1, file.substr(10) + ":2:1: this is not JSON: "},
          {"echo '{\"pattern\": {}}' > " + file},
          {workshop + "test 90", 0},
          {"echo '{\"pattern\": {\"type\": [\"x\"]}}' > " + file},
          {workshop + "test 90 duplicate", 1, "90.duplicate.rings_once_for_a_tip/0"},
          {workshop + "hint 90 1", 0, "Which fields does a tip for the bar have?"},
          {solve(from, "90_event_pattern/event_pattern.json")},
          {workshop + "watch 90 --once", 0},
          {workshop, 0, "An Event Pattern"},
          {workshop + "show 90.duplicate.rings_once_for_a_tip", 0, "  Drawn: "},
          {workshop + "show 90.order.lets_tips_for_the_bar_through", 2, "nothing to draw: "},
          {workshop + "reset 90", 0, file + " is the skeleton again. Your answer is kept in"},
          {workshop + "watch 90 --once", 1}};
}

std::vector<Step> steps_with_several_files(const fs::path& from, const std::string& build) {
  const std::string workshop = build + "/workshop ";
  return {
      {workshop + "watch 91 --once", 1, "lists/prices.json: /car is null"},
      {solve(from, "91_toll/toll.cpp")},
      {solve(from, "91_toll/price.cpp")},
      {workshop + "watch 91 --once", 1, "lists/prices.json: /car is null"},
      {solve(from, "91_toll/lists/prices.json")},
      {workshop + "test 91", 0},
      {"echo error >> exercises/91_toll/price.cpp"},
      {workshop + "test 91", 3, "exercises/91_toll/price.cpp:4:"},
      {workshop + "reset 91", 0, "exercises/91_toll/notice.txt is the skeleton already"},
      {"diff -r -x '*.bak' exercises/91_toll \"" + (from / "exercises/91_toll").string() + "\""}};
}

}  // namespace

Verdict judge_kinds(const fs::path& root, const fs::path& kit, const std::string& build) {
  const fs::path from = kit / "facilitator" / "grader" / "tests" / "kinds";
  const Added added{root, from};
  std::vector<Step> steps = steps_with_data(from, build);
  std::ranges::move(steps_with_several_files(from, build), std::back_inserter(steps));
  Verdict verdict;
  for (const auto& [command, status, words] : steps) {
    const Ran ran = run_in(root, "(" + command + ") 2>&1");
    fmt::print("--- {}: exit code {}\n{}\n", command, ran.status, ran.output);
    if (ran.status != status)
      verdict.reasons.push_back(
          fmt::format("{}: exit code {} instead of {}", command, ran.status, status));
    if (ran.output.find(words) == std::string::npos)
      verdict.reasons.push_back(fmt::format("{}: nothing says \"{}\"", command, words));
  }
  verdict.as_meant = verdict.reasons.empty();
  if (verdict.as_meant)
    verdict.reasons = {fmt::format("{} commands do what they must", steps.size())};
  return verdict;
}

}  // namespace judging
