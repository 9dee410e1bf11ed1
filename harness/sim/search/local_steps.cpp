#include "sim/search/local_steps.hpp"

#include <utility>

namespace sim {

void LocalSteps::forget() {
  known_.assign(known_.size(), {});
  known_count_ = 0;
  branches_.clear();
  added_.clear();
}

int LocalSteps::number_around(const World& world) {
  World alone = world;
  alone.handlers_count = 0;
  const auto added = surroundings_.add(Packed{alone}.view(), surroundings_.size());
  if (added.is_new) places_.push_back(added.place);
  return int(added.note);
}

World LocalSteps::surroundings(int number) const {
  World world;
  Packed::unpack(surroundings_[places_[std::size_t(number)]], world);
  return world;
}

NumberedWorld LocalSteps::numbered(const World& world) {
  NumberedWorld numbered;
  numbered.around = number_around(world);
  for (int node : world) numbered.enter(node);
  return numbered;
}

World LocalSteps::world_of(const NumberedWorld& numbered) const {
  World world = surroundings(numbered.around);
  numbered.copy_handlers_to(world);
  return world;
}

LocalSteps::Known& LocalSteps::slot_of(int around, int node) {
  const std::uint64_t key = std::uint64_t(std::uint32_t(around)) << 32 | std::uint32_t(node);
  const std::size_t mask = known_.size() - 1;
  std::size_t slot = std::size_t(key * 0x9E3779B97F4A7C15u >> 32) & mask;
  while (known_[slot].around >= 0 && !known_[slot].is(around, node)) slot = (slot + 1) & mask;
  return known_[slot];
}

LocalSteps::Known& LocalSteps::learn(int around, int node) {
  has_learnt_ = true;
  if (2 * ++known_count_ > known_.size()) {
    std::vector<Known> old(2 * known_.size());
    old.swap(known_);
    for (const Known& one : old)
      if (one.around >= 0) slot_of(one.around, one.node) = one;
  }
  Known known{.around = around, .node = node};
  if (node >= 0) {
    const World world = surroundings(around);
    const std::vector<Move>& moves = system_.moves_of(node, world);
    known.is_independent = moves.front().is_independent;
    known.leaves_no_choice = moves.size() == 1 && !system_.may_die(node, moves.front(), world);
  }
  return slot_of(around, node) = known;
}

void LocalSteps::learn_branches(Known& known, int present) {
  has_learnt_ = true;
  World now = surroundings(known.around);
  if (present >= 0) now.enter(present);
  known.branches = std::uint32_t(branches_.size());
  const int overloads = system_.overloads_;
  const auto add = [&](const Step& step, World& then) {
    if (system_.overloads_ != overloads) return;
    if (known.node == time_of_handlers) then.leave(present);
    known.is_large = known.is_large || then.handlers_count > added_max;
    branches_.push_back({.around = number_around(then),
                         .added = std::uint32_t(added_.size()),
                         .added_count = std::uint16_t(then.handlers_count),
                         .faults = std::uint16_t(system_.faults_of(now, step, then))});
    added_.insert(added_.end(), then.begin(), then.end());
  };
  if (known.node >= 0)
    system_.for_each_step_of(known.node, now, add);
  else
    system_.pass_time(now, add);
  const std::size_t count = branches_.size() - known.branches;
  known.branches_count = std::uint16_t(count);
  known.is_large = known.is_large || system_.overloads_ != overloads || count > UINT16_MAX;
}

int LocalSteps::first_independent(const NumberedWorld& now) {
  if (!takes_independent_first()) return -1;
  for (int node : now)
    if (is_independent(now.around, node)) return node;
  return -1;
}

void LocalSteps::settle(NumberedWorld& world) {
  for (int node; (node = first_independent(world)) >= 0;) {
    if (!known(world.around, node).leaves_no_choice) return;
    const Known step = with_branches(world.around, node, node);
    if (is_large(step, world)) {
      World plain = world_of(world);
      system_.settle(plain, [](const Step&, const World&) {});
      has_learnt_ = true;
      world = numbered(plain);
    } else {
      world.leave(node);
      world = after(branches_[step.branches + step.branches_count - 1], world);
    }
  }
}

}  // namespace sim
