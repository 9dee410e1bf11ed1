#pragma once

#include <array>
#include <functional>
#include <vector>

#include "sim/search/move_table.hpp"

namespace sim {

/// Reductions: steps are skipped that cannot change any verdict. Off only in tests of that.
struct Reductions {
  bool independent_first = true;  ///< a step that commutes with all others is taken before them
  bool ample_sets = true;  ///< handlers go first that touch nothing that others may still touch
  FootprintMistake mistake = FootprintMistake::none;  ///< planted, for a test
};

/// A part of what can happen next that goes before the rest: whatever the rest does first, and all
/// that this gives rise to, commutes with its steps (stubborn sets; Valmari, Godefroid).
struct AmpleSet {
  std::array<int, World::handlers_max> nodes;
  int nodes_count = 0;
  bool has_time = false;  ///< time may pass, too

  const int* begin() const { return nodes.data(); }
  const int* end() const { return nodes.data() + nodes_count; }
};

/// One step of a schedule.
struct Step {
  enum class What : std::uint8_t {
    act,   ///< a handler asks, its port answers, it runs on to its next question
    die,   ///< the same, but the handler dies before it hears the answer; its event comes again
    time,  ///< time passes to the next thing that is due
  };
  What what = What::act;
  int node = -1;    ///< whose step; -1 when time passes
  int variant = 0;  ///< which of the things that may come of it; 0: no fault
  /// die: of variants from here on a handler that waits for its answer dies, in place of that
  /// number of TimerQueues::answers.
  static constexpr int waiting = 1'000;
  int reply = 0;  ///< act: what the handler is told
  /// Number of the delivery that takes it, of several with equal handlers; -1: a SchedulePlayer
  /// chooses. Worlds do not tell them apart.
  int delivery = -1;

  friend bool operator==(const Step&, const Step&) = default;
};

/// Difference between two ends: publications, failed deliveries, holdings of ports with books.
struct End {
  int published = 0;  ///< state of the bus
  int failures = 0;
  int books = 0;  ///< number for WorldPorts::held
  friend auto operator<=>(const End&, const End&) = default;
};

/// The rules of the game: which worlds come next. Pure, but for what it learns on the way.
class TransitionSystem {
 public:
  TransitionSystem(Scenario scenario, std::shared_ptr<Executor> executor,
                   Reductions reductions = {});
  TransitionSystem(const TransitionSystem&) = delete;

  /// The worlds in which a schedule may begin: they differ in how often each event is delivered.
  struct InitialState {
    World world;
    int duplicates = 0;  ///< faults that it has taken
  };
  const std::vector<InitialState>& initial_states();
  /// The same worlds, with the deliveries in them that end before they ask for anything.
  const std::vector<InitialState>& all_initial_states();

  /// Calls visit(step, next) for each step that `now` allows, in an order that is always the same.
  /// Calls nothing when nothing is left to happen.
  template <typename Visitor>
  void for_each_successor_reduced(const World& now, const Visitor& visit);
  /// The same without any saving: all that could happen.
  template <typename Visitor>
  void for_each_successor(const World& now, const Visitor& visit);

  /// Calls visit(step, next) for each step like `wanted`: of its handler, or of time. A delivery
  /// that ends before it asks for anything stays in `next`, for `leave`. A handler may die after
  /// each request, also after one that changes nothing.
  template <typename Visitor>
  void for_each_successor_like(const Step& wanted, const World& now, const Visitor& visit);
  /// Ends the delivery at `node`, which has nothing more to ask. What this leads to stays in the
  /// world, for another call, even if it ends at once: as in a replay, which learns that later.
  void leave(World& world, int node);

  /// A world in which nothing has happened yet and no event has been sent.
  World empty_world();
  /// Puts an event on the bus, or on the timer queue when it is to come later. See
  /// `for_each_successor_like` for deliveries that end at once.
  void send(World& world, const Arrival& arrival);

  /// Takes the steps that leave nothing to choose, calling each(step, world after it).
  template <typename Visitor>
  void settle(World& world, const Visitor& each);

  /// True if only time can pass: handlers run one after another, and the one that has begun waits
  /// for an answer.
  bool is_held_up(const World& now) const {
    return scenario_.overlap != Overlap::full && moves_.timer_queues.has_answers(now.timer_queue);
  }
  /// True if time that passes now overtakes a handler.
  bool is_race(const World& now) const { return !now.is_idle() && !is_held_up(now); }
  /// The reply that the handler of `step` waits for afterwards; null: it is told at once.
  const Scheduled* later_answer(const Step& step, const World& before);
  /// Node of that handler afterwards; -1: it waits or dies.
  int node_after(const Step& step, const World& before);

  /// Number of faults of a step: those spent, and one for time that passes while handlers run.
  int faults_of(const World& before, const Step& step, const World& after) const {
    const bool races_freely = step.what == Step::What::time && is_race(before) &&
                              before.budget.left(Fault::race) == after.budget.left(Fault::race);
    return before.budget.total() - after.budget.total() + int(races_freely);
  }
  const Scenario& scenario() const { return scenario_; }
  const WorldPorts& ports() const { return ports_; }
  SharedTables& tables() { return tables_; }
  const SharedTables& tables() const { return tables_; }
  TimerQueues& timer_queues() { return moves_.timer_queues; }
  /// The failed deliveries of a world, each a number in BehaviourTrie::failures.
  const std::vector<int>& failures(const World& world) const { return failures_[world.failures]; }
  /// The end that `world` is, if nothing is left to happen in it.
  End end_of(const World& world) const {
    return {world.ports[WorldPorts::bus_number], world.failures, ports_.books(world.ports)};
  }
  /// Grows when a skipped step has turned out to matter: see Port and Footprints.
  int invalidated_reductions() { return invalidated_reductions(true); }
  /// The same. `has_learnt`: false if no step was learnt since the last call, so that no port has
  /// found anything out.
  int invalidated_reductions(bool has_learnt) {
    moves_.footprints.update();
    if (has_learnt) ports_invalidated_now_ = ports_.invalidated_reductions();
    return ports_invalidated_now_ + moves_.footprints.invalidated();
  }
  /// Forgets all moves. Must be called when a node of the trie has changed.
  void forget_moves() { moves_.forget(); }
  /// Must be called at each start of a search. Returns true if it has forgotten all moves.
  bool forget_reductions() {
    const bool are_invalid = std::exchange(ports_invalidated_, ports_.invalidated_reductions()) !=
                             ports_.invalidated_reductions();
    if (are_invalid) moves_.forget();  // they say which steps are independent
    moves_.footprints.forget_reliance();
    return are_invalid;
  }

 private:
  Scenario scenario_;
  SharedTables tables_;
  WorldPorts ports_;
  FaultTargets targets_;

 public:
  BehaviourTrie behaviour;

 private:
  using Emit = std::function<void(World&)>;

  const std::vector<Move>& moves_of(int node, const World& now);
  Budget possible_faults(const World& now) const;
  bool may_pass_time(const World& now) const {
    return now.timer_queue != 0 &&
           (!is_race(now) || scenario_.faults.time_races || now.budget.left(Fault::race) > 0);
  }
  int first_independent(const World& now);
  /// True if the handler at `node` may die in place of hearing the reply.
  bool may_die(int node, const Move& move, const World& now) const {
    // one that waits for the reply may die later, which is the same
    return (!move.changes_nothing || death_counts(node)) && move.child >= 0 && may_crash(node, now);
  }
  /// True if a death that changes nothing else must be explored, too.
  bool death_counts(int node) const {
    const Message& message = behaviour.message_of(node);
    return keeps_all_ ||
           (message.from_port >= 0 && ports_[message.from_port].counts_deaths(message.lane));
  }
  bool may_crash(int node, const World& now) const {
    return now.budget.left(Fault::crash) > 0 &&
           (targets_.all_may_crash() ||
            targets_.may_crash(behaviour.service_of(behaviour.message_of(node).handler)));
  }
  /// False: all that can happen is to be explored.
  bool find_ample(const World& now, AmpleSet& ample);
  int running(const World& now) const;
  template <typename Visitor>
  void for_each_step_of(int node, const World& now, const Visitor& visit);
  /// Deaths of handlers that wait for an answer.
  template <typename Visitor>
  void for_each_death_of_waiting(const World& now, const Visitor& visit);
  template <typename Visitor>
  void pass_time(const World& now, const Visitor& visit);
  void happen(const std::vector<Scheduled>& scheduled, std::size_t at, World world,
              const Emit& emit);

  /// Effect of `move` on the world, except on the handler itself. Emits more than one world when a
  /// delivery that it leads to may be duplicated.
  void carry_out(const Move& move, int port, World world, const Emit& emit);
  void deliver(const std::vector<Message>& messages, std::size_t at, World world, const Emit& emit);
  void enter(World& world, int node);
  void hear(World& world, const Move& move);
  void end(World& world, int node);
  /// Turns a world that has no room for a further handler into an end with a failed delivery.
  void stop_if_full(World& world) {
    if (world.dropped >= 0) stop(world);
  }
  void stop(World& world);
  void add_failure(World& world, int failure);
  void hand_over(World& world, const Message& message) {
    const int node = behaviour.root(message, world.now_ms);
    if (keeps_all_)
      world.enter(node);
    else
      enter(world, node);
  }
  void acknowledge(World& world, int node);
  void come_again(World& world, int node);
  void reschedule(World& world, int node, const Effect& effect);
  void begin(std::size_t at, InitialState so_far, std::vector<InitialState>& all);
  class KeepsAll;
  friend class LocalSteps;
  void put_on_bus(World& world, const Arrival& arrival);
  int due_sweeps();
  bool may_be_copied(const Message& message) const {
    return message.from_port < 0 &&
           targets_.may_be_copied(tables_.events.event(message.event).type);
  }
  bool publishes_for_listeners() const;

  Reductions reductions_;
  MoveTable moves_;
  IntsInterner failures_;
  std::vector<InitialState> initial_states_, all_initial_states_;  ///< once they are asked for
  bool keeps_all_ = false;                                         ///< see KeepsAll
  int overloads_ = 0;                                              ///< number of calls of stop()
  int ports_invalidated_ = 0;      ///< at the last start of a search
  int ports_invalidated_now_ = 0;  ///< at the last look
};

}  // namespace sim

#include "sim/search/transition_steps.hpp"
