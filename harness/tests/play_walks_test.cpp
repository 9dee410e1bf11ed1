#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "play_scenarios.hpp"
#include "random_program.hpp"
#include "scratch.hpp"
#include "sim/tell/ending.hpp"
#include "sim/tell/outcome_text.hpp"
#include "sim/tell/play_graph.hpp"
#include "sim/tell/replay.hpp"
#include "sim/tell/token.hpp"
#include "source_files.hpp"

// Random schedules, played by the code of the page (harness/viewer/src/play/game.ts), and again
// here by its replay tokens. Both must see the same steps and the same end.
namespace {

using namespace sim;

constexpr int walks_of_each = 600, told_each = 10;

std::vector<play_scenarios::Named> scenarios() {
  std::vector<play_scenarios::Named> all = play_scenarios::all();
  // these use every port and every fault
  for (std::uint64_t seed = 20; all.size() < 17; ++seed) {
    const Scenario scenario = brute_force::random_program(seed).scenario;
    const auto graph = PlayGraph::of(scenario, in_process(scenario), {.worlds_max = 2'000});
    if (graph && graph->places.size() > 200)
      all.push_back({"random_" + std::to_string(seed), scenario});
  }
  return all;
}

Json page_of(const PlayGraph& graph, const std::string& name) {
  Json page = graph.to_json();
  page["test"] = "00.walks." + name;
  page["scenario"] = 0;
  page["ends"] = Json::array();
  for (int end = 0; end < int(graph.ends.size()); ++end) page["ends"].push_back({{"end", end}});
  return page;
}

/// A step as the page tells it, without the names of deliveries: the page knows all of them from
/// the start.
Json told(Json step) {
  for (const char* name :
       {"who", "late", "asides", "said", "last_said", "file", "line", "otherwise"})
    step.erase(name);
  return step;
}

Step step_of(const Token::Move& move, const SchedulePlayer& player) {
  using What = Token::Move::What;
  Step step{.variant = move.variant};
  step.what = move.what == What::act   ? Step::What::act
              : move.what == What::die ? Step::What::die
                                       : Step::What::time;
  if (move.what == What::time) return step;
  step.delivery = move.delivery;
  step.node = player.deliveries().at(std::size_t(move.delivery)).node;
  player.system().for_each_successor_like(step, player.world(), [&](const Step& other, World&) {
    if (other.what == step.what && other.variant == step.variant) step.reply = other.reply;
  });
  return step;
}

std::vector<Json> ends_of(const PlayGraph& graph) {
  std::vector<Json> ends;
  for (int end = 0; end < int(graph.ends.size()); ++end)
    ends.push_back(to_json(graph.outcome(end).outcome, graph.system().scenario().observed));
  return ends;
}

struct Page {
  const PlayGraph& graph;
  TransitionSystem& system = graph.system();
  std::vector<Json> ends = ends_of(graph);

  void play_again(const Json& walk) const {
    const Token token = token_from(walk.at("token").get<std::string>());
    SchedulePlayer player = SchedulePlayer::from(system, token.initial_state);
    ASSERT_EQ(token.moves.size(), walk.at("deeds").size());
    for (std::size_t i = 0; i < token.moves.size(); ++i) {
      const Step step = step_of(token.moves[i], player);
      if (i < token.checks.size()) {
        ASSERT_EQ(check_of(player, step), token.checks[i]);
      }
      const SchedulePlayer before = player;
      ASSERT_TRUE(player.take(step));
      const auto& deed = graph.deeds.at(walk.at("deeds")[i].get<std::size_t>());
      ASSERT_EQ(PlayGraph::words_of(before, step, player), graph.words[deed.words]);
      if (!walk.at("steps").empty()) {
        ASSERT_EQ(told(to_json(trace_step(before, step, player))), told(walk.at("steps")[i]));
      }
    }
    EXPECT_EQ(player.faults(), walk.at("faults"));
    Json deliveries = Json::array();
    for (const Delivery& one : player.deliveries()) deliveries.push_back({one.copy, one.attempt});
    ASSERT_EQ(deliveries, walk.at("deliveries"));
    system.for_each_successor(World{player.world()},
                              [](const Step&, World&) { FAIL() << "more can happen"; });
    expect_end(outcome_of(system, player.world()), walk);
  }

  /// The same in a system that has learnt nothing yet.
  void play_afresh(const Json& walk) const {
    const Token token = token_from(walk.at("token").get<std::string>());
    TransitionSystem fresh{system.scenario(), in_process(system.scenario())};
    SchedulePlayer player = SchedulePlayer::from(fresh, token.initial_state);
    for (const Token::Move& move : token.moves) ASSERT_TRUE(player.take(step_of(move, player)));
    expect_end(outcome_of(fresh, player.world()), walk);
  }

  /// The same with the real coroutines.
  void replay_live(const Json& walk) const {
    const Replayed replayed =
        replay(system.scenario(), token_from(walk.at("token").get<std::string>()),
               {.show = [](const std::string&) {}});
    ASSERT_EQ(replayed.drift, "");
    expect_end(replayed.found.outcome, walk);
  }

  void expect_end(const Outcome& here, const Json& walk) const {
    ASSERT_EQ(to_json(here, system.scenario().observed), ends.at(walk.at("end")));
  }
};

TEST(PlayWalks, OfThePageAreSchedulesOfTheKit) {
  const std::filesystem::path viewer = tidy::root() / "harness" / "viewer";
  if (std::system("node --version >/dev/null 2>&1") != 0 || !exists(viewer / "node_modules"))
    GTEST_SKIP() << "needs node and node_modules: harness/setup.sh --all";
  const Scratch scratch;
  std::vector<std::pair<play_scenarios::Named, PlayGraph>> pages;
  for (const auto& named : scenarios()) {
    pages.emplace_back(named,
                       PlayGraph::of(named.scenario, in_process(named.scenario), {}).value());
    std::ofstream{scratch / (named.name + ".json")} << page_of(pages.back().second, named.name);
  }
  const std::string command = "node '" + (viewer / "walks.mjs").string() + "' '" +
                              scratch.folder.string() + "' " + std::to_string(walks_of_each);
  ASSERT_EQ(std::system(command.c_str()), 0);
  int played = 0, steps = 0, faults = 0;
  for (const auto& [named, graph] : pages) {
    SCOPED_TRACE(named.name);
    const Page page{graph};
    std::ifstream walks{scratch / (named.name + ".walks")};
    for (std::string line; std::getline(walks, line); ++played) {
      const Json walk = Json::parse(line);
      SCOPED_TRACE(walk.at("token"));
      page.play_again(walk);
      if (played % told_each == 0) page.play_afresh(walk);
      if (played % told_each == 0) page.replay_live(walk);
      if (HasFatalFailure()) return;
      steps += int(walk.at("deeds").size());
      faults += walk.at("faults").get<int>();
    }
  }
  EXPECT_GE(played, 10'000);
  EXPECT_GT(steps, 5 * played);
  EXPECT_GT(faults, played / 2);
}

}  // namespace
