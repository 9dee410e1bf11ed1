#include "sim/tell/play_graph.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <set>

#include "play_scenarios.hpp"
#include "random_program.hpp"
#include "sim/tell/outcome_text.hpp"

// The worlds of the page in which a reader plays the adversary, held against searches that share
// nothing with them.
namespace {

using namespace sim;

PlayGraph graph_of(const Scenario& scenario, PlayGraph::Limits limits = {}) {
  return PlayGraph::of(scenario, in_process(scenario), limits).value();
}

/// All worlds, found by depth: number of steps from each to be counted by the caller.
struct Plain {
  explicit Plain(const Scenario& scenario) : system{scenario, in_process(scenario)} {
    for (const auto& first : system.initial_states()) visit(first.world);
  }

  void visit(const World& world) {
    if (!seen.insert(std::string{Packed{world}.view()}).second) return;
    std::vector<World> next;
    system.for_each_successor(world, [&](const Step&, World& to) { next.push_back(to); });
    steps += next.size();
    if (next.empty()) ends.insert(system.end_of(world));
    for (const World& to : next) visit(to);
  }

  TransitionSystem system;
  std::set<std::string> seen{};
  std::set<End> ends{};
  std::size_t steps = 0;
};

std::size_t moves_in(const PlayGraph& graph) {
  std::size_t moves = 0;
  for (const PlayGraph::Place& place : graph.places) moves += place.moves.size();
  return moves;
}

TEST(PlayGraph, HasEveryWorldAndEveryStep) {
  for (const auto& [name, scenario] : play_scenarios::all()) {
    SCOPED_TRACE(name);
    const PlayGraph graph = graph_of(scenario);
    const Plain plain{scenario};
    EXPECT_EQ(graph.places.size(), plain.seen.size());
    EXPECT_EQ(moves_in(graph), plain.steps);
    EXPECT_EQ(graph.ends.size(), plain.ends.size());
    graph.verify();
  }
}

TEST(PlayGraph, HasEveryWorldOfRandomPrograms) {
  int played = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Scenario scenario = brute_force::random_program(seed).scenario;
    const auto graph = PlayGraph::of(scenario, in_process(scenario), {.worlds_max = 3'000});
    if (!graph) continue;
    SCOPED_TRACE(seed);
    const Plain plain{scenario};
    ASSERT_EQ(graph->places.size(), plain.seen.size());
    ASSERT_EQ(moves_in(*graph), plain.steps);
    ASSERT_EQ(graph->ends.size(), plain.ends.size());
    ++played;
  }
  EXPECT_GT(played, 30);
}

TEST(PlayGraph, HasTheOutcomesOfTheSearch) {
  for (const auto& [name, scenario] : play_scenarios::all()) {
    const PlayGraph graph = graph_of(scenario);
    std::set<Json> found, shown;
    OutcomeSearch search{scenario};
    while (const auto outcome = search.next())
      found.insert(to_json(outcome->outcome, scenario.observed));
    for (int end = 0; end < int(graph.ends.size()); ++end)
      EXPECT_TRUE(shown.insert(to_json(graph.outcome(end).outcome, scenario.observed)).second);
    EXPECT_EQ(shown, found) << name;
  }
}

/// Fewest steps of all schedules from `world` to a world that is wanted, each schedule on its own;
/// `is_calm`: of those without a fault.
int fewest_by_hand(const PlayGraph& graph, int world,
                   const std::function<bool(const PlayGraph::Place&)>& is_wanted,
                   bool is_calm = false) {
  const PlayGraph::Place& place = graph.places[std::size_t(world)];
  if (is_wanted(place)) return 0;
  int fewest = -1;
  for (const PlayGraph::Move& move : place.moves) {
    if (is_calm && graph.deeds[std::size_t(move.deed)].faults > 0) continue;
    const int rest = fewest_by_hand(graph, move.to, is_wanted, is_calm);
    if (rest >= 0 && (fewest < 0 || rest + 1 < fewest)) fewest = rest + 1;
  }
  return fewest;
}

TEST(PlayGraph, KnowsTheFewestStepsFromEachWorld) {
  for (const Scenario& scenario :
       {stories::lost_tip(), play_scenarios::tips({.throttles_max = 1}, tip_jar::adds)}) {
    PlayGraph graph = graph_of(scenario);
    ASSERT_GT(graph.ends.size(), 1u);
    for (std::size_t bad = 0; bad <= graph.ends.size(); ++bad) {
      std::vector<bool> is_bad(graph.ends.size(), false);
      if (bad < is_bad.size()) is_bad[bad] = true;
      graph.judge(is_bad);
      const auto ends_as = [&](bool wanted) {
        return [&is_bad, wanted](const PlayGraph::Place& place) {
          return place.end >= 0 && is_bad[std::size_t(place.end)] == wanted;
        };
      };
      const auto is_lost = [&](const PlayGraph::Place& place) {
        return fewest_by_hand(graph, int(&place - graph.places.data()), ends_as(false), true) < 0;
      };
      for (int world = 0; world < int(graph.places.size()); ++world) {
        const PlayGraph::Place& place = graph.places[std::size_t(world)];
        EXPECT_EQ(place.distance, fewest_by_hand(graph, world, ends_as(true)));
        EXPECT_EQ(place.loss, fewest_by_hand(graph, world, is_lost));
      }
      EXPECT_EQ(graph.shortest() < 0, bad == graph.ends.size());
      EXPECT_EQ(graph.shortest(), graph.places[0].distance) << "there is one start";
      EXPECT_EQ(graph.shortest_loss(), graph.places[0].loss);
    }
  }
}

TEST(PlayGraph, LosesATipInThreeSteps) {
  PlayGraph graph = graph_of(stories::lost_tip());
  std::vector<bool> is_bad;
  for (int end = 0; end < int(graph.ends.size()); ++end) {
    const FoundOutcome found = graph.outcome(end);
    is_bad.push_back(std::ranges::none_of(found.outcome.published(), [](const Published& one) {
      return one.event.data.at("cents") == 350;
    }));
  }
  graph.judge(is_bad);
  EXPECT_EQ(graph.shortest_loss(), 2) << "both have read";
  EXPECT_EQ(graph.shortest(), 6) << "get, put and publish, twice";
}

TEST(PlayGraph, TellsTheFewestStepsToAnEnd) {
  for (const auto& [name, scenario] : play_scenarios::all()) {
    PlayGraph graph = graph_of(scenario);
    for (int end = 0; end < int(graph.ends.size()); ++end) {
      std::vector<bool> only(graph.ends.size(), false);
      only[std::size_t(end)] = true;
      graph.judge(only);
      const Trace trace = graph.outcome(end).trace();
      EXPECT_EQ(int(trace.steps.size()), graph.shortest()) << name;
    }
  }
}

TEST(PlayGraph, OffersNoMoreFaultsThanTheLimit) {
  const Faults crash{.crashes_max = 2};
  const auto worlds = [&](const Faults& faults, int faults_max) {
    return graph_of(play_scenarios::tips(faults, tip_jar::adds), {.faults_max = faults_max})
        .places.size();
  };
  EXPECT_EQ(worlds(crash, 0), worlds({}, 0));
  EXPECT_EQ(worlds(crash, 1), worlds({.crashes_max = 1}, 9));
  EXPECT_LT(worlds(crash, 1), worlds(crash, 2));
  const Faults copies{.duplicates_per_event_max = 1};
  EXPECT_EQ(worlds(copies, 0), worlds({}, 0));
  EXPECT_EQ(graph_of(play_scenarios::tips(copies, tip_jar::adds), {.faults_max = 1}).starts.size(),
            3u);
}

TEST(PlayGraph, SaysWhichEventsComeOnceMore) {
  const Json play =
      graph_of(play_scenarios::tips({.duplicates_per_event_max = 1}, tip_jar::adds)).to_json();
  std::vector<Json> copied;
  for (const Json& start : play.at("starts")) copied.push_back(start.at("copied"));
  EXPECT_THAT(copied, testing::UnorderedElementsAre(Json::array(), Json{"tip.given anna"},
                                                    Json{"tip.given boris"},
                                                    (Json{"tip.given anna", "tip.given boris"})));
}

TEST(PlayGraph, EndsAtTheLimitOfWorlds) {
  const Scenario scenario = stories::lost_tip();
  const auto worlds = std::uint32_t(graph_of(scenario).places.size());
  EXPECT_TRUE(PlayGraph::of(scenario, in_process(scenario), {.worlds_max = worlds}));
  EXPECT_FALSE(PlayGraph::of(scenario, in_process(scenario), {.worlds_max = worlds - 1}));
}

eda::Task<> remembers(Event, tip_jar::Ports io) {
  static int calls = 0;
  (void)co_await io.bus.publish(tip_jar::filled(++calls));
}

TEST(PlayGraph, IsNotMadeOfAnAnswerThatRemembers) {
  const Scenario scenario = tip_jar::scenario(remembers, stories::two_tips);
  EXPECT_THROW(graph_of(scenario).verify(), HiddenState);
}

}  // namespace
