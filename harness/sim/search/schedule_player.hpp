#pragma once

#include <string>
#include <vector>

#include "sim/search/transition_system.hpp"

namespace sim {

/// Which of the rules' beginnings, and what happened then.
struct Schedule {
  int initial_state = 0;
  std::vector<Step> steps;
};

/// One delivery in one schedule. VisitedWorlds do not tell equal handlers apart; people do.
struct Delivery {
  Message message;
  int copy = 1;     ///< 1: the first time that this event was sent to this handler
  int attempt = 1;  ///< 2: again, after its handler died
  int node = 0;     ///< where its handler stands
  bool has_ended = false;
};

/// One schedule under way: the world as it is now, and who is who in it.
class SchedulePlayer {
 public:
  SchedulePlayer(TransitionSystem& system, World first);
  /// Starts where the rules' beginning of that number starts. Throws std::out_of_range.
  static SchedulePlayer from(TransitionSystem& system, int initial_state);

  TransitionSystem& system() const { return *system_; }
  const World& world() const { return world_; }
  const std::vector<Delivery>& deliveries() const { return deliveries_; }
  /// The delivery that took the latest step; -1: time passed, or nothing has happened.
  int mover() const { return mover_; }

  /// The delivery that would take `step`: the latest mover if it stands there, else the earliest.
  int delivery_of(const Step& step) const;
  /// Takes `step`; false, and nothing happens, if the world does not allow it.
  bool take(const Step& step);
  /// Puts an event on the bus, or on the timer queue when it is to come later.
  void send(const Arrival& arrival);
  /// Ends a delivery whose handler has nothing more to ask. `take` does it where that is known; who
  /// learns later what a handler asks for calls it then.
  void settle(int delivery);

  /// "payment.completed", "payment.completed (2nd copy)", "… (again)". The events of the scenario
  /// count as namesakes before they arrive.
  std::string name_of(int delivery) const;

 private:
  void notice_newcomers();

  TransitionSystem* system_;
  World world_;
  std::vector<Delivery> deliveries_;
  int mover_ = -1;
};

}  // namespace sim
