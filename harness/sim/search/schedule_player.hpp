#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/search/transition_system.hpp"

namespace sim {

/// Number of an initial state, and the steps from there.
struct Schedule {
  int initial_state = 0;
  std::vector<Step> steps;
};

/// Delivery in one schedule. Worlds do not tell equal handlers apart; a schedule does, for readers.
struct Delivery {
  Message message;
  int copy = 1;     ///< 1: the first time that this event was sent to this handler
  int attempt = 1;  ///< 2: again, after its handler died
  int node = 0;     ///< of its handler
  bool has_ended = false;
  std::optional<Scheduled> waits_for{};  ///< an answer that is due later; it waits at its request

  bool can_move() const { return !has_ended && !waits_for; }
};

/// Schedule under way: the current world, and the deliveries in it.
class SchedulePlayer {
 public:
  SchedulePlayer(TransitionSystem& system, World first);
  /// Starts in the initial state of that number. Throws std::out_of_range.
  static SchedulePlayer from(TransitionSystem& system, int initial_state);

  TransitionSystem& system() const { return *system_; }
  const World& world() const { return world_; }
  const std::vector<Delivery>& deliveries() const { return deliveries_; }
  /// Number of the delivery that took the latest step; -1: time passed, or nothing has happened.
  int mover() const { return mover_; }
  /// Deliveries that got an answer in the latest step, in which time passed.
  const std::vector<int>& told() const { return told_; }
  /// Number of faults so far.
  int faults() const { return faults_; }

  /// Number of the delivery that would take `step`: the one that it names if that is at its node,
  /// else the latest mover if it is there, else the earliest.
  int delivery_of(const Step& step) const;
  /// Takes `step`. Returns false and does nothing if the world does not allow it.
  bool take(const Step& step);
  /// Puts an event on the bus, or on the timer queue when it is to come later.
  void send(const Arrival& arrival);
  /// Ends a delivery whose handler has no further request. `take` calls it where that is known. A
  /// caller that learns requests later calls it then.
  void settle(int delivery);

  /// "payment.completed", "payment.completed (2nd copy)", "… (again)". The events of the scenario
  /// count as namesakes before they arrive.
  std::string name_of(int delivery) const;

 private:
  void notice_newcomers();
  void move_on(int delivery, const Step& step, const World& after);
  void tell_answers(int until_ms);
  void end_all_if_idle();

  TransitionSystem* system_;
  World world_;
  std::vector<Delivery> deliveries_;
  int mover_ = -1;
  std::vector<int> told_;
  int faults_ = 0;
};

}  // namespace sim
