#include "check/adversary.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/candidates.hpp"
#include "check/page.hpp"
#include "check/running.hpp"
#include "check/session.hpp"
#include "sim/tell/outcome_text.hpp"
#include "sim/tell/play_graph.hpp"
#include "sim/tell/words.hpp"

namespace check {

namespace {

using sim::Json, sim::PlayGraph;

/// Worlds of all scenarios together, after which no other scenario is looked at.
constexpr std::size_t worlds_of_all_max = 400'000;
/// Numbers of faults that are tried in turn, until a scenario is small enough.
constexpr std::array<int, 4> faults_tried{std::numeric_limits<int>::max(), 2, 1, 0};

/// Room for the page without its data, in bytes.
constexpr std::size_t template_max = 100'000;

enum class Verdict { open, accepted, rejected };

struct JudgedEnd {
  Verdict verdict = Verdict::open;
  Finding why{};
};

/// A scenario of a test, with its worlds if they are few enough.
struct Stage {
  std::string test;
  int number = 0;
  std::optional<PlayGraph> graph{};
  std::string why_not{};  ///< the reason if it has no graph
  std::vector<JudgedEnd> ends{};
  sim::Observed observed{};

  bool can_break() const { return graph && graph->shortest() >= 0; }
  /// True if a start is not lost yet, and can be.
  bool is_open() const { return graph && graph->shortest_loss() > 0; }
  int rank() const { return !graph ? 0 : is_open() ? 3 : can_break() ? 2 : 1; }
  std::size_t worlds() const { return graph ? graph->places.size() : 0; }
  int rejected() const {
    return int(std::ranges::count(ends, Verdict::rejected, &JudgedEnd::verdict));
  }
};

struct Stages {
  std::map<std::pair<std::string, int>, Stage> all{};
  Stage* judging = nullptr;
  std::size_t end = 0;  ///< of `judging`
  std::size_t worlds = 0;
  int verdicts = 0;
};

Stages& stages() {
  static Stages stages;
  return stages;
}

/// Number of faults that a schedule can have, without those that have no limit.
int faults_in(const sim::Faults& faults) {
  const int all = sim::Budget::of(faults).total();
  return faults.duplicates_per_event_max > 0 ? all : all - faults.duplicates_max;
}

/// Explores the scenario, with as many of its faults as a page has room for.
void explore(Stage& stage, const sim::Scenario& scenario) {
  stage.observed = scenario.observed;
  if (stages().worlds > worlds_of_all_max) {
    stage.why_not = "not looked at, because the scenarios before it took long";
    return;
  }
  try {
    PlayGraph::Limits limits;
    for (const int faults_max : faults_tried) {
      if (faults_max < faults_tried.front() && faults_max >= faults_in(scenario.faults)) continue;
      limits.faults_max = faults_max;
      stage.graph = PlayGraph::of(scenario, executor_for(scenario), limits);
      stages().worlds += stage.graph ? stage.worlds() : limits.worlds_max;
      if (stage.graph) break;
    }
    stage.why_not = fmt::format("without a fault more than {} or {}, too many for a page",
                                sim::counted(limits.worlds_max, "world"),
                                sim::counted(limits.moves_max, "step"));
    if (!stage.graph) return;
    stage.graph->verify();
    stage.ends.resize(stage.graph->ends.size());
  } catch (const sim::HiddenState& surprise) {
    stage.graph.reset();
    stage.why_not = sim::remembers_nothing(surprise).says;
  }
}

}  // namespace

std::optional<Outcome> next_to_judge(const sim::Scenario& scenario, int number) {
  const int wanted = session().wanted_stage();
  if (wanted > 0 && wanted != number + 1) return std::nullopt;
  const auto [at, is_new] = stages().all.try_emplace({session().test_name(), number});
  Stage& stage = at->second;
  if (is_new) {
    stage.test = session().test_name();
    stage.number = number;
    explore(stage, scenario);
    ++stages().verdicts;
  }
  const auto open = std::ranges::find(stage.ends, Verdict::open, &JudgedEnd::verdict);
  if (open == stage.ends.end()) return std::nullopt;
  stages().judging = &stage;
  stages().end = std::size_t(open - stage.ends.begin());
  (void)session().take_findings();
  return Outcome{stage.graph->outcome(int(stages().end)), number};
}

void note_judged(bool is_rejected) {
  JudgedEnd& end = stages().judging->ends[stages().end];
  end.verdict = is_rejected ? Verdict::rejected : Verdict::accepted;
  const std::vector<Finding> findings = session().take_findings();
  if (is_rejected && !findings.empty()) end.why = findings.front();
  ++stages().verdicts;
}

namespace {

/// Tests that may be run, with the rank of their family: those with the most to choose come first.
std::vector<std::pair<std::size_t, std::string>> tests_to_play() {
  constexpr std::array<std::string_view, 6> families{"concurrency", "duplicate", "timeout",
                                                     "crash",       "stale",     "reorder"};
  const std::string wanted = GTEST_FLAG_GET(filter);
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  std::vector<std::pair<std::size_t, std::string>> tests;
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const testing::TestSuite& suite = *all.GetTestSuite(i);
    const auto rank = std::size_t(std::ranges::find(families, suite.name()) - families.begin());
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const testing::TestInfo& test = *suite.GetTestInfo(j);
      const std::string name = fmt::format("{}.{}", suite.name(), test.name());
      if (wanted == name || (wanted == "*" && !is_of_a_suite(test.file())))
        tests.emplace_back(rank, name);
    }
  }
  std::ranges::stable_sort(tests, {}, &std::pair<std::size_t, std::string>::first);
  return tests;
}

/// Runs one test until it has judged all ends of its scenarios.
void run_until_judged(const std::string& test) {
  GTEST_FLAG_SET(filter, test);
  for (int before = -1; before != stages().verdicts;) {
    before = stages().verdicts;
    session().begin_again();
    [[maybe_unused]] const int is_red = RUN_ALL_TESTS();  // red is what it looks for
  }
  for (auto& [key, stage] : stages().all) {
    if (!stage.graph) continue;
    std::vector<bool> is_bad;
    for (const JudgedEnd& end : stage.ends) is_bad.push_back(end.verdict == Verdict::rejected);
    stage.graph->judge(is_bad);
  }
}

/// The smallest that can be broken, else the largest; null: there is none.
Stage* best_stage() {
  Stage* best = nullptr;
  const auto is_better = [&](const Stage& stage) {
    if (best == nullptr || stage.rank() != best->rank())
      return best == nullptr ? stage.rank() > 0 : stage.rank() > best->rank();
    return stage.rank() > 1 ? stage.worlds() < best->worlds() : stage.worlds() > best->worlds();
  };
  for (auto& [key, stage] : stages().all)
    if (is_better(stage)) best = &stage;
  return best;
}

Json ends_of(const Stage& stage) {
  std::vector<sim::Outcome> outcomes;
  for (int end = 0; end < int(stage.ends.size()); ++end)
    outcomes.push_back(stage.graph->outcome(end).outcome);
  const sim::OutcomeLines lines = sim::lines_of(outcomes, stage.observed);
  Json ends = Json::array();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    std::vector<std::string> all = lines.common;
    all.insert(all.end(), lines.own[i].begin(), lines.own[i].end());
    const JudgedEnd& end = stage.ends[i];
    ends.push_back({{"lines", all},
                    {"rejected", end.verdict == Verdict::rejected},
                    {"rule", end.why.rule},
                    {"hint", end.why.hint}});
  }
  return ends;
}

Json page_of(const Stage& stage) {
  Json page = stage.graph->to_json();
  page["version"] = 1;
  page["test"] = stage.test;
  page["scenario"] = stage.number;
  page["replay"] = session().tool_replay_command();
  page["faults_max"] =
      stage.graph->faults_max() == faults_tried.front() ? Json{} : Json(stage.graph->faults_max());
  page["ends"] = ends_of(stage);
  return page;
}

std::string line_about(const Stage& stage) {
  const std::string head = fmt::format("  {}, scenario {}: ", stage.test, stage.number + 1);
  if (!stage.graph) return head + stage.why_not + "\n";
  return head + fmt::format("{}, {}, {} rejected; {}\n", sim::counted(stage.worlds(), "world"),
                            sim::counted(stage.ends.size(), "end"), stage.rejected(),
                            stage.can_break()
                                ? "broken in " + sim::counted(stage.graph->shortest_loss(), "step")
                                : "cannot be broken");
}

}  // namespace

int play_adversary() {
  const auto tests = tests_to_play();
  const bool is_one = tests.size() == 1;
  std::size_t latest_rank = 0;
  for (const auto& [rank, test] : tests) {
    const Stage* best = best_stage();
    // a family that has something to play is looked at to its end
    if (std::exchange(latest_rank, rank) != rank && best != nullptr && best->is_open()) break;
    run_until_judged(test);
  }
  const Stage* stage = best_stage();
  for (const auto& [key, each] : stages().all)
    if (is_one || &each == stage) fmt::print("{}", line_about(each));
  if (!is_one)
    fmt::print("  The best of {} to play.\n", sim::counted(stages().all.size(), "scenario"));
  if (stage == nullptr) {
    fmt::print(stderr, "  There is nothing to play: {}.\n",
               stages().all.empty()
                   ? "no test that ran has come to a search of schedules"
                   : "no scenario is small enough for a page; another test may be");
    return 2;
  }
  const std::filesystem::path file = session().play_page(stage->test);
  const Json page = page_of(*stage);
  const std::string trouble = page.dump().size() < play_page_max - template_max
                                  ? write_play(file, page)
                                  : "it would have more than 5 MB";
  if (!trouble.empty()) {
    fmt::print(stderr, "  No page: {}\n", trouble);
    return 1;
  }
  fmt::print("\n  Play scenario {} of {}, in a browser:\n\n{}\n", stage->number + 1, stage->test,
             file.string());
  return 0;
}

}  // namespace check
