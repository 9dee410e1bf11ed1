#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/search/transition_system.hpp"
#include "sim/search/visited_worlds.hpp"

namespace sim {

/// Steps of a search, each learnt once. What a handler does next depends on its node and on the
/// surroundings, which are all of a world but its handlers. So does what it leaves behind: other
/// surroundings, and handlers in its place. Many worlds have the same surroundings, so most steps
/// are a look-up of a few numbers.
class LocalSteps {
 public:
  explicit LocalSteps(TransitionSystem& system) : system_{system} {}

  /// Forgets all steps. Must be called when the transition system has forgotten all moves.
  void forget();

  /// Numbers the surroundings of `world`.
  NumberedWorld numbered(const World& world);
  World world_of(const NumberedWorld& numbered) const;

  /// Calls visit(faults, next) for each step that TransitionSystem::for_each_successor_reduced
  /// visits, in its order. `next` is settled.
  template <typename Visitor>
  void for_each_settled_successor(const NumberedWorld& now, const Visitor& visit);
  /// The same as TransitionSystem::settle.
  void settle(NumberedWorld& world);
  /// True if something was learnt since the last call.
  bool has_learnt() { return std::exchange(has_learnt_, false); }

  /// Memory for the surroundings of all worlds.
  std::size_t bytes() const {
    return surroundings_.bytes() + places_.size() * sizeof places_.front();
  }

 private:
  /// One way in which a step may go.
  struct Branch {
    int around = 0;           ///< surroundings afterwards
    std::uint32_t added = 0;  ///< in added_: where its handlers begin that are new
    std::uint16_t added_count = 0;
    std::uint16_t faults = 0;  ///< see TransitionSystem::faults_of
  };
  /// The next step of the handler at `node` in these surroundings, as a slot of a table.
  struct Known {
    int around = -1;  ///< -1: an empty slot
    int node = 0;
    std::uint32_t branches = VisitedWorlds::none;  ///< in branches_; none: not learnt yet
    std::uint32_t branches_count : 16 = 0;
    std::uint32_t is_independent : 1 = false;
    std::uint32_t leaves_no_choice : 1 = false;
    /// Not to be looked up: it adds many handlers, or a world has no room for them.
    std::uint32_t is_large : 1 = false;

    bool is(int in, int of) const { return around == in && node == of; }
  };
  static_assert(sizeof(Known) == 16);
  /// In place of a node: time passes while no handler is under way, or while some are.
  static constexpr int time_when_idle = -1, time_of_handlers = -2;
  /// A step may depend on whether there is room for more handlers, but not below this number.
  static constexpr int added_max = 8, handlers_max = World::handlers_max - added_max;
  /// Room for steps; they are forgotten when there are more. Some tens of megabytes: with a quarter
  /// of it, a search of three million worlds with many surroundings took a fifth longer.
  static constexpr std::size_t steps_max = 1 << 20;

  int number_around(const World& world);
  World surroundings(int number) const;
  /// The slot of such a step, or the empty one for it.
  Known& slot_of(int around, int node);
  Known& learn(int around, int node);
  Known& known(int around, int node) {
    Known& known = slot_of(around, node);
    return known.around >= 0 ? known : learn(around, node);
  }
  /// `present`: a handler that is under way; -1: none.
  Known with_branches(int around, int node, int present) {
    Known& with = known(around, node);
    if (with.branches == VisitedWorlds::none) learn_branches(with, present);
    return with;
  }
  void learn_branches(Known& known, int present);
  static bool is_large(const Known& known, const NumberedWorld& now) {
    return known.is_large || now.handlers_count > handlers_max;
  }
  NumberedWorld after(const Branch& branch, const NumberedWorld& rest) const {
    NumberedWorld next = rest;
    next.around = branch.around;
    for (std::uint32_t i = 0; i < branch.added_count; ++i) next.enter(added_[branch.added + i]);
    return next;
  }

  /// False: no step is taken before others.
  bool takes_independent_first() const {
    return system_.reductions_.independent_first && system_.scenario_.overlap == Overlap::full;
  }
  bool is_independent(int around, int node) {
    return system_.behaviour.action(node).may_be_independent && known(around, node).is_independent;
  }
  int first_independent(const NumberedWorld& now);
  /// True if settle() would do nothing: the world is `before`, which has no independent step, but
  /// for the handlers that `branch` has added.
  bool is_settled(const NumberedWorld& before, const Branch& branch) {
    if (!takes_independent_first()) return true;
    if (before.around != branch.around) return false;
    for (std::uint32_t i = 0; i < branch.added_count; ++i)
      if (is_independent(branch.around, added_[branch.added + i])) return false;
    return true;
  }
  template <typename Visitor>
  void for_each_step_of(int node, const NumberedWorld& now, bool has_independent,
                        const Visitor& visit);
  template <typename Visitor>
  void pass_time(const NumberedWorld& now, const Visitor& visit);
  /// `rest`: the world without the handler that moves. `has_independent`: it has, or may have, a
  /// step that is taken before others.
  template <typename Visitor>
  void visit_all(const Known& known, const NumberedWorld& rest, bool has_independent,
                 const Visitor& visit);
  /// A visitor of the transition system that calls `visit`.
  template <typename Visitor>
  auto numbering(const World& before, const Visitor& visit) {
    has_learnt_ = true;
    return [this, &before, &visit](const Step& step, World& then) {
      NumberedWorld next = numbered(then);
      settle(next);
      visit(system_.faults_of(before, step, then), next);
    };
  }

  TransitionSystem& system_;
  VisitedWorlds surroundings_;         ///< as worlds without handlers; notes: their numbers
  std::vector<std::uint32_t> places_;  ///< by number of surroundings
  std::vector<Known> known_ = std::vector<Known>(1 << 10);  ///< open addressing
  std::size_t known_count_ = 0;
  std::vector<Branch> branches_;
  std::vector<int> added_;  ///< nodes
  World last_world_;        ///< the last one whose successors were visited …
  int last_around_ = -1;    ///< … and the number of its surroundings
  bool has_learnt_ = false;
};

template <typename Visitor>
void LocalSteps::visit_all(const Known& known, const NumberedWorld& rest, bool has_independent,
                           const Visitor& visit) {
  for (std::uint32_t i = 0; i < known.branches_count; ++i) {
    const Branch branch = branches_[known.branches + i];
    NumberedWorld next = after(branch, rest);
    if (has_independent || !is_settled(rest, branch)) settle(next);
    visit(int(branch.faults), next);
  }
}

template <typename Visitor>
void LocalSteps::for_each_step_of(int node, const NumberedWorld& now, bool has_independent,
                                  const Visitor& visit) {
  const Known known = with_branches(now.around, node, node);
  if (is_large(known, now)) {
    const World world = world_of(now);
    return system_.for_each_step_of(node, world, numbering(world, visit));
  }
  NumberedWorld rest = now;
  rest.leave(node);
  visit_all(known, rest, has_independent, visit);
}

template <typename Visitor>
void LocalSteps::pass_time(const NumberedWorld& now, const Visitor& visit) {
  const bool is_idle = now.handlers_count == 0;
  const Known known = with_branches(now.around, is_idle ? time_when_idle : time_of_handlers,
                                    is_idle ? -1 : now.handlers[0]);
  if (is_large(known, now)) {
    const World world = world_of(now);
    return system_.pass_time(world, numbering(world, visit));
  }
  visit_all(known, now, false, visit);
}

template <typename Visitor>
void LocalSteps::for_each_settled_successor(const NumberedWorld& now, const Visitor& visit) {
  if (branches_.size() > steps_max || known_count_ > steps_max) forget();
  if (const int node = first_independent(now); node >= 0)
    return for_each_step_of(node, now, true, visit);
  if (std::exchange(last_around_, now.around) != now.around) last_world_ = surroundings(now.around);
  World& world = last_world_;
  now.copy_handlers_to(world);
  AmpleSet ample;
  if (system_.find_ample(world, ample)) {
    for (int node : ample) for_each_step_of(node, now, false, visit);
    if (ample.has_time) pass_time(now, visit);
    return;
  }
  const int alone = system_.running(world);
  if (alone >= 0) {
    for_each_step_of(alone, now, false, visit);
  } else if (!system_.is_held_up(world)) {
    int previous = -1;
    for (int node : now)
      if (std::exchange(previous, node) != node) for_each_step_of(node, now, false, visit);
  }
  if (system_.moves_.timer_queues.has_answers(world.timer_queue))
    system_.for_each_death_of_waiting(world, numbering(world, visit));
  if (system_.may_pass_time(world)) pass_time(now, visit);
}

}  // namespace sim
