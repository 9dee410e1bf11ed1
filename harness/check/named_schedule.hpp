#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/entry.hpp"
#include "check/play.hpp"
#include "sim/search/schedule_player.hpp"

namespace check {

/// Plays the entries of a schedule over the worlds of the explorer. Each step is one that a search
/// could take, too.
class NamedSchedule {
 public:
  static constexpr std::size_t entries_max = 20;

  NamedSchedule(sim::Scenario scenario, std::vector<Entry> entries, Verbs verbs);

  /// Refused entry, by its number from 0.
  struct Refusal {
    std::size_t entry;
    std::string why, hint;
  };
  /// Returns the transition system for a scenario. It may have played others like it before.
  using SystemFor =
      std::function<std::shared_ptr<sim::TransitionSystem>(const sim::Scenario& scenario)>;
  /// Returns the first refusal; none: the schedule has been played.
  std::optional<Refusal> play(const SystemFor& system_for);

  // after play():
  const std::shared_ptr<sim::TransitionSystem>& system() const { return system_; }
  const sim::World& world() const { return player_->world(); }
  const sim::Schedule& schedule() const { return schedule_; }
  std::vector<NamedDelivery> deliveries() const;
  bool is_complete() const;

 private:
  static constexpr int steps_max = 2'000;

  /// Facts about the schedule that only a run shows. After a new one it starts again.
  struct Plan {
    std::optional<int> dies_at;    ///< step that is the last of its handler, which dies
    std::set<std::string> copies;  ///< events, by Who::base, that are sent twice
    friend bool operator==(const Plan&, const Plan&) = default;
  };
  struct Part {
    Who who;
    NamedDelivery named{};
    int number = -1;           ///< of its delivery; -1: no handler hears it
    int latest_step = -1;      ///< that it took
    bool has_crashed = false;  ///< its crash has been entered
  };

  void note_names(const Entry& entry, eda::Duration& now);
  /// Returns the event that such deliveries deliver. Throws RefusedEntry.
  const eda::Event& event_of(const Who& who) const;
  /// Returns the scenario in which the schedule is one of all.
  sim::Scenario staged() const;
  void enter(const Entry& entry);
  Part* begin(const Who& who);
  Part* find(const Who& who);
  /// Number of the first handler that gets the deliveries of that name; absent: there is none.
  std::optional<int> handler_of(const Who& who) const;
  bool is_of(const sim::Delivery& delivery, const Who& who) const;
  /// False: the entry is passed over.
  bool may_go_on(const Part& part) const;
  void require_crash(const Who& who) const;

  const sim::Delivery& delivery(const Part& part) const {
    return player_->deliveries()[std::size_t(part.number)];
  }
  bool can_move(int number) const { return player_->deliveries()[std::size_t(number)].can_move(); }
  void take(sim::Step step);
  void act(int number, sim::Step::What what = sim::Step::What::act);
  /// Lets a handler begin that reads the clock first. That is no request.
  void let_start(const Part& part);
  void expect(const Part& part, const std::string& verb) const;
  void step(const Entry& entry, Part& part, sim::Step::What what);
  void crash(Part& part);
  void run_to_end(int number);
  /// Runs all deliveries that the schedule does not name.
  void run_others();
  bool is_on_stage(int number) const;
  void advance_to(int until_ms);
  void close();
  void note_ends();

  sim::Scenario scenario_;
  std::vector<Entry> entries_;
  Verbs verbs_;
  std::vector<Who> order_;                 ///< names in the order in which they first occur
  std::map<Who, eda::Duration> first_at_;  ///< … and the time then
  std::vector<eda::Duration> stops_;       ///< times of the clock after each advance
  Plan plan_;
  std::shared_ptr<sim::TransitionSystem> system_;
  std::optional<sim::SchedulePlayer> player_;
  sim::Schedule schedule_;
  std::vector<Part> parts_;
};

}  // namespace check
