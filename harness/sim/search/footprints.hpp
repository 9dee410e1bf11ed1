#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/learn/behaviour_trie.hpp"
#include "sim/model/flat_map.hpp"
#include "sim/model/timer_queues.hpp"

namespace sim {

/// Things that actions read and change: a bit for each thing. Actions without a conflict commute.
struct Footprint {
  std::uint64_t read = 0, changed = 0;

  bool conflicts_with(const Footprint& other) const {
    return ((changed & other.read) | (other.changed & read)) != 0;
  }
  /// Adds `more`; true if that is news.
  bool add(const Footprint& more) {
    const std::uint64_t news = (more.read & ~read) | (more.changed & ~changed);
    read |= more.read;
    changed |= more.changed;
    return news != 0;
  }
};

/// Mistakes that can be planted, so that a test can show that it notices them.
enum class FootprintMistake : std::uint8_t {
  none,
  next_action_only,
  no_later_timers,
  no_time_races,  ///< time that may pass while handlers are under way
};

/// Things that each handler touches with its next action, and things that it and all that it gives
/// rise to may still touch, as far as that is known. Kept by slots: for a node of the trie, a
/// message that may be delivered, a timer queue, a signal to a port.
///
/// Footprints grow while the search learns. A reduction relies on what is known; it is invalidated
/// when a footprint on which it relies grows into a conflict. A search without such growth is
/// exhaustive. Proof, by induction over the (acyclic) reduced graph: take a schedule of handlers
/// outside an ample set up to the first node that nothing has predicted. All before it commute with
/// a step of the ample set, so that the node is also reached after that step, in a world of the
/// reduced graph that is nearer to the end.
///
/// Budgets of faults make no steps dependent. A fault that can be spent later can be spent now, and
/// each step is also possible without a fault. Time that passes costs a race while a handler is
/// under way. A step of the ample set may end the last handler before that, and so save the race:
/// what was possible with fewer races left still is.
class Footprints {
 public:
  struct Slot {
    Footprint next{};           ///< of the next action
    Footprint future{};         ///< of that and of all that it may give rise to
    Footprint forbidden{};      ///< things that must not be in `future`: a reduction relies on that
    Footprint own{};            ///< of the next action and all later ones of the same handler
    bool is_relied_on = false;  ///< a reduction relies on `next` (`own`, where handlers run whole)
  };

  Footprints(const Scenario& scenario, const WorldPorts& ports, const BehaviourTrie& behaviour,
             const TimerQueues& timer_queues, FootprintMistake mistake);
  Footprints(const Footprints&) = delete;

  /// Adds the nodes that have been learnt since. Cheap when there are none.
  void update() {
    while (int(slots_of_nodes_.size()) < behaviour_.size()) add_node();
  }
  /// The action at `node` has led to a delivery, or to something that is due later.
  void leads_to(int node, const Message& message);
  void leads_to(int node, const Scheduled& scheduled);
  /// An item that was due has led to a delivery.
  void leads_to(const Scheduled& due, const Message& message);

  /// True if handlers run one after another, and one has waited for an answer that came later. Time
  /// has passed then between steps of one handler: its steps conflict with all that begins later.
  bool has_waits() const { return has_waits_; }

  /// Slots of known nodes: see `update`.
  int slot_of(int node) const { return slots_of_nodes_[std::size_t(node)]; }
  int slot_of_root(int node) const { return slots_of_roots_[std::size_t(node)]; }
  /// Slot of the time that passes to what is due in that queue.
  int slot_of_timer_queue(int timer_queue) {
    if (std::size_t(timer_queue) < slots_of_queues_.size() &&
        slots_of_queues_[std::size_t(timer_queue)] >= 0)
      return slots_of_queues_[std::size_t(timer_queue)];
    return add_timer_queue(timer_queue);
  }
  Slot& operator[](int slot) { return slots_[std::size_t(slot)]; }

  /// Grows when a reduction that was relied on turns out to be invalid.
  int invalidated() const { return invalidated_; }
  /// Forgets on what reductions rely: a new search begins.
  void forget_reliance();

 private:
  static constexpr int bits = 64;
  static constexpr Footprint watches_time{1, 0}, time_passes{1, 1};
  struct Thing {
    int bit = -1;               ///< -1: no action reads it yet
    std::vector<int> adders{};  ///< slots that change it and read nothing of it, before that
  };

  void add_node();
  void add_end_at_once(int node);
  int add_timer_queue(int timer_queue);
  int add_slot(int parent);
  int slot_of(const Message& message);
  int slot_of(const Scheduled& scheduled);
  void touch(int slot, int port, int action);
  void touch(int slot, int port, const Touch& touch);
  void link(int from, int to);
  void grow_next(int slot, const Footprint& more);
  bool grow_future(int slot, const Footprint& more);
  bool grow_own(int slot, const Footprint& more);
  void spread(int slot);

  const WorldPorts& ports_;
  const BehaviourTrie& behaviour_;
  const TimerQueues& timer_queues_;
  const bool time_can_race_, runs_whole_, may_crash_;
  const FootprintMistake mistake_;

  std::vector<Slot> slots_;
  std::vector<int> parents_;             ///< by slot; -1: none
  std::vector<std::vector<int>> users_;  ///< by slot: slots whose future contains its future
  FlatMap links_;                        ///< of users_, so that each is there once
  std::vector<int> slots_of_nodes_, slots_of_roots_, slots_of_queues_;
  std::map<Message, int> slots_of_messages_;
  /// By slot of a message: things that the end of its handler touches at once, with their port.
  std::map<int, std::vector<std::pair<int, Touch>>> ends_at_once_;
  std::map<std::pair<int, int>, Thing> things_;  ///< by port and thing
  std::vector<int> open_;                        ///< slots to spread
  int things_count_ = 0;
  bool has_waits_ = false;
  int invalidated_ = 0;
};

}  // namespace sim
