#pragma once

#include <deque>
#include <vector>

#include "sim/learn/behaviour_trie.hpp"
#include "sim/model/fault_targets.hpp"
#include "sim/model/flat_map.hpp"
#include "sim/model/timer_queues.hpp"
#include "sim/model/world.hpp"
#include "sim/search/footprints.hpp"

namespace sim {

/// Learnt step of a handler: its effect on the world.
struct Move {
  int state = 0;  ///< of its port afterwards
  int reply = 0;  ///< number in BehaviourTrie::replies
  int child = 0;  ///< node of the handler afterwards; -1: it waits for the reply
  Budget spent{};
  bool changes_nothing = false;  ///< except the handler's node
  bool is_independent = false;   ///< only of the first: see Port::is_independent
  bool forgets = false;          ///< spends the last of some fault
  int deliveries = -1;           ///< number for MoveTable::deliveries; -1: none
  int scheduled = -1;            ///< number for MoveTable::timer_queue_after; -1: no change
  int answer = -1;               ///< the same, with the reply that comes later
};

/// Memo tables of the transition system. Each move is learnt once from the trie and the port.
class MoveTable {
 public:
  MoveTable(const Scenario& scenario, const WorldPorts& ports, const FaultTargets& targets,
            BehaviourTrie& behaviour, FootprintMistake mistake)
      : footprints{scenario, ports, behaviour, timer_queues, mistake},
        scenario_{scenario},
        ports_{ports},
        targets_{targets},
        behaviour_{behaviour} {}
  MoveTable(const MoveTable&) = delete;

  /// Returns the moves of the handler at `node` in `now`. `possible`: kinds of faults that are
  /// left.
  const std::vector<Move>& moves_of(int node, const World& now, Budget possible) {
    const int state = now.ports[std::size_t(behaviour_.action(node).port)];
    const FlatMap::Key key{std::uint64_t(std::uint32_t(node)) << 32 | std::uint32_t(state),
                           std::uint64_t(std::uint32_t(now.now_ms)) << 32 | possible.kind_bits()};
    const std::uint32_t known = numbers_.find(key);
    if (known != FlatMap::none) return moves_[known];
    std::vector<Move> moves = learn(node, now, possible);
    numbers_.add(key, std::uint32_t(moves_.size()));
    return moves_.emplace_back(std::move(moves));
  }
  const std::vector<Message>& deliveries(const Move& move) const {
    return deliveries_[std::size_t(move.deliveries)];
  }
  /// The reply that comes later. Only of a move that has one.
  const Scheduled& answer(const Move& move) const {
    return changes_[std::size_t(move.answer)].added.front();
  }
  /// `timer_queue` after the change of that number: see Move.
  int timer_queue_after(int timer_queue, int change_number) {
    const FlatMap::Key key{std::uint64_t(timer_queue), std::uint64_t(change_number)};
    const std::uint32_t known = timer_queues_after_.find(key);
    if (known != FlatMap::none) return int(known);
    const Change& change = changes_[std::size_t(change_number)];
    const int after = timer_queues.changed(timer_queue, change.added, change.cancelled);
    timer_queues_after_.add(key, std::uint32_t(after));
    return after;
  }
  /// Forgets all moves. Needed before each restart of a search.
  void forget() { numbers_.clear(); }

  TimerQueues timer_queues;
  Footprints footprints;  ///< of the actions whose moves are learnt

 private:
  struct Change {
    std::vector<Scheduled> added;
    std::vector<int> cancelled;
  };
  std::vector<Move> learn(int node, const World& now, Budget possible);
  Move learn(int node, const World& now, Effect& effect);
  bool end_matters(int node, const std::vector<Move>& moves) const;
  int add(Change change) {
    changes_.push_back(std::move(change));
    return int(changes_.size()) - 1;
  }

  const Scenario& scenario_;
  const WorldPorts& ports_;
  const FaultTargets& targets_;
  BehaviourTrie& behaviour_;
  FlatMap numbers_;  ///< of lists of moves, by node, state of the port, time and possible faults
  std::deque<std::vector<Move>> moves_;
  std::deque<std::vector<Message>> deliveries_;
  std::deque<Change> changes_;
  FlatMap timer_queues_after_;  ///< by timer queue and change
};

}  // namespace sim
