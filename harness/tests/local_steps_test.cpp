#include "sim/search/local_steps.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/random_instructions.hpp"
#include "tests/random_program.hpp"

// The steps that a search looks up beside those of the transition system, world by world.
namespace {

using namespace brute_force;

using Successors = std::vector<std::pair<int, std::string>>;  // faults, world

std::string bytes_of(const sim::World& world) { return std::string{sim::Packed{world}.view()}; }

/// Visits them until that teaches nothing new on which a reduction depends.
Successors plain_successors(sim::TransitionSystem& system, const sim::World& now) {
  Successors before, all;
  int nodes_before = -1;
  do {
    nodes_before = system.behaviour.size();
    before = std::exchange(all, {});
    system.for_each_successor_reduced(now, [&](const sim::Step& step, sim::World& next) {
      const int faults = system.faults_of(now, step, next);
      system.settle(next, [](const sim::Step&, const sim::World&) {});
      all.emplace_back(faults, bytes_of(next));
    });
  } while (all != before || nodes_before != system.behaviour.size());
  return all;
}

struct Compared {
  int steps = 0;
  int failed = 0;  ///< steps to worlds with failed deliveries
};

/// Walks through worlds of `scenario`, the newest first.
Compared compare_steps(const sim::Scenario& scenario, int worlds_max,
                       sim::Reductions reductions = {}) {
  sim::TransitionSystem system{scenario, sim::in_process(scenario), reductions};
  sim::LocalSteps steps{system};
  std::vector<sim::World> open;
  std::set<std::string> seen;
  for (const auto& initial : system.initial_states()) {
    sim::NumberedWorld numbered = steps.numbered(initial.world);
    steps.settle(numbered);
    open.push_back(initial.world);
    system.settle(open.back(), [](const sim::Step&, const sim::World&) {});
    EXPECT_EQ(bytes_of(steps.world_of(numbered)), bytes_of(open.back()));
  }
  Compared compared;
  while (!open.empty() && int(seen.size()) < worlds_max) {
    const sim::World now = open.back();
    open.pop_back();
    if (!seen.insert(bytes_of(now)).second) continue;
    if (seen.size() % 64 == 0) steps.forget();
    const Successors expected = plain_successors(system, now);
    Successors found;
    steps.for_each_settled_successor(steps.numbered(now),
                                     [&](int faults, const sim::NumberedWorld& next) {
                                       open.push_back(steps.world_of(next));
                                       found.emplace_back(faults, bytes_of(open.back()));
                                       compared.failed += open.back().failures != 0;
                                     });
    EXPECT_EQ(found, expected);
    compared.steps += int(found.size());
  }
  return compared;
}

}  // namespace

TEST(LocalSteps, AreThoseOfTheTransitionSystemInRandomPrograms) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomProgram program = random_program(seed);
    compared += compare_steps(program.scenario, 60).steps;
    compared += compare_steps(program.scenario, 30, {.ample_sets = false}).steps;
    compared += compare_steps(program.scenario, 30, {.independent_first = false}).steps;
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << program.text;
  }
  EXPECT_GT(compared, 20'000);
}

// Each handler publishes for two more, so that a world runs out of room: see World::handlers_max.
TEST(LocalSteps, AreThoseOfTheTransitionSystemWhereAWorldIsFull) {
  const Instruction says{Instruction::Do::publish, 0, 0, true, 0, "s.said"};
  const Instruction reads{Instruction::Do::get, 0, 0, true};
  const auto on = [](const char* type, Instructions instructions) {
    return eda::Subscription{eda::Subscription::To::types, {type}, follow(std::move(instructions))};
  };
  sim::Scenario scenario;
  scenario.services.push_back(
      {"s", "s.", {on("x.a", {says, says, reads}), on("s.said", {reads}), on("s.said", {reads})}});
  for (int i = 0; i < sim::World::handlers_max - 5; ++i) {
    eda::Event event{"x.a"};
    event.source = "x";
    event.id = std::to_string(i);
    scenario.events.push_back({event});
  }
  scenario.faults = {.crashes_max = 1};
  compare_steps(scenario, 400);
  const Compared all =
      compare_steps(scenario, 400, {.independent_first = false, .ample_sets = false});
  EXPECT_GT(all.steps, 10'000);
  EXPECT_GT(all.failed, 50);
}
