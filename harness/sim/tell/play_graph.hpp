#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/tell/outcome_search.hpp"

namespace sim {

/// Every world of a scenario, with every step between them and without any reduction. A page holds
/// it, so that a reader can choose each step: see harness/viewer/src/play. Handlers with equal
/// histories are not told apart, as in worlds; the page tells the deliveries apart as a
/// SchedulePlayer does.
class PlayGraph {
 public:
  struct Limits {
    std::uint32_t worlds_max = 60'000;
    std::uint32_t moves_max = 300'000;  ///< of all worlds together
    /// Copies of events at the start, and further faults on the way: each at most so many.
    int faults_max = std::numeric_limits<int>::max();
  };

  /// Delivery that begins in a step.
  struct Arrived {
    int message = 0;    ///< number in `messages`
    int node = -1;      ///< of its handler; -1: it ends before it asks for anything
    std::string why{};  ///< the exception that ends it there
  };
  /// Delivery that gets the answer that it has waited for.
  struct Told {
    int answer = 0;  ///< see Deed::waits
    int node = -1;   ///< of its handler afterwards; -1: it has ended
    std::string why{};
  };
  /// A step, as far as worlds do not matter.
  struct Deed {
    Step step;
    int message = -1;  ///< of the delivery that moves; -1: time passes
    int to = -1;       ///< node of its handler afterwards; -1: it has ended or waits
    int waits = -1;    ///< number of the answer that it waits for; of one that dies: waited for
    int again = -1;    ///< node at which the delivery begins again after its death; -1: it does not
    char check = '0';  ///< see Token::checks
    int faults = 0;    ///< number of those that it takes
    int words = 0;     ///< number in `words`
    std::vector<Arrived> arrived{};
    std::vector<Told> told{};
  };
  struct Move {
    int deed = 0, to = 0;
  };
  struct Place {
    int scene = 0;
    int end = -1;  ///< number in `ends`; -1: more can happen
    std::vector<Move> moves{};
    int from = -1;  ///< world of one step before, on a way with the fewest steps; -1: the start
    Step by{};      ///< the step from there; at the start `start` counts
    int start = -1;
    int distance = -1;  ///< fewest steps to a rejected end; -1: there is none
    /// Fewest steps to a world from which every end is rejected, as long as there is no further
    /// fault; -1: there is none.
    int loss = -1;
  };
  /// Initial state of that number.
  struct Start {
    int world = 0;
    int number = 0;
    int copies = 0;
    std::vector<int> copied{};  ///< messages that come once more, for each copy and listener
    std::vector<Arrived> arrived{};
  };

  /// Returns nothing if there are more worlds than the limit. Throws HiddenState.
  static std::optional<PlayGraph> of(const Scenario& scenario,
                                     const std::shared_ptr<Executor>& executor, Limits limits);

  TransitionSystem& system() const { return *system_; }
  int faults_max() const { return faults_max_; }
  /// Outcome number `end`; it tells a schedule with the fewest steps.
  FoundOutcome outcome(int end) const;
  /// Returns a schedule to `world` with the fewest steps.
  Schedule way_to(int world) const;
  /// Runs the real coroutines along one schedule to each end, and every history again. Throws
  /// HiddenState.
  void verify() const;

  /// Sets the distances and losses. `is_bad`: by end.
  void judge(const std::vector<bool>& is_bad);
  /// Fewest steps to a rejected end, from any start; -1: there is none.
  int shortest() const;
  /// Fewest steps to a loss, from any start; -1: there is none.
  int shortest_loss() const;

  /// Returns the part of it that the page holds, without the ends.
  Json to_json() const;
  /// The fields of a step that do not depend on the schedule before it, as a page holds them.
  static Json words_of(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after);
  /// Contents of all ports in `world`, by port.
  static Json contents_of(TransitionSystem& system, const World& world);

  std::vector<Place> places{};
  std::vector<Start> starts{};
  std::vector<Deed> deeds{};
  std::vector<Message> messages{};
  std::vector<int> ends{};  ///< for each distinct end, the first world with it
  JsonInterner words{};
  /// {time in ms, number in `budgets`, then number in `contents` for each port}
  IntsInterner scenes{};
  std::vector<Budget> budgets{};  ///< faults left
  JsonInterner contents{};        ///< of one port; number 0: nothing to show

 private:
  class Builder;
  std::shared_ptr<TransitionSystem> system_{};
  int faults_max_ = 0;
};

}  // namespace sim
