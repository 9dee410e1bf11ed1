#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "check/outcome.hpp"
#include "sim/model/scenario.hpp"

/// Schedules by hand, in a small language:
///     play(kitchen, {"run I", "run C", "step P get", "crash P", "run P#2"})
namespace check {

/// Strictness of a schedule. It is written for one service; others that do the same job ask for
/// other things.
enum class Verbs {
  strict,  ///< a request other than the VERB, or an entry for a delivery that has ended, is refused
  loose,   ///< a VERB is not looked at, and such an entry is passed over
};

/// Delivery that a schedule names, in the order in which they began.
struct NamedDelivery {
  std::string who;  ///< "P#2"
  bool has_ended = false;
  bool has_died = false;
  int begun_at = 0;                      ///< number of steps of the schedule before its first
  int ended_at = 0;                      ///< number of steps up to its end
  eda::Duration ended{};                 ///< time of its end, since the start of the scenario
  std::size_t published_before_end = 0;  ///< of Outcome::published
};

/// Outcome of a schedule by hand.
class Played : public Outcome {
 public:
  Played(Outcome outcome, std::vector<NamedDelivery> deliveries, sim::Scenario scenario,
         bool is_complete)
      : Outcome{std::move(outcome)},
        deliveries_{std::move(deliveries)},
        scenario_{std::move(scenario)},
        is_complete_{is_complete} {}

  const std::vector<NamedDelivery>& deliveries() const { return deliveries_; }
  /// Returns the scenario in which the schedule is one of all: its events at the times at which
  /// they are named, and the faults that the schedule takes.
  const sim::Scenario& scenario() const { return scenario_; }
  /// True if nothing is left to happen: all deliveries have ended, and nothing is due later.
  bool is_complete() const { return is_complete_; }

 private:
  std::vector<NamedDelivery> deliveries_;
  sim::Scenario scenario_;
  bool is_complete_;
};

/// Plays up to 20 entries, and returns the outcome:
///     run WHO                starts the delivery if need be; it runs to its end
///     step WHO [VERB]        starts it if need be; it makes a request, and hears the answer
///     crash WHO              its process dies where it waits; WHO#2 is the redelivery
///     crash WHO after VERB   its next request is carried out, and it dies before the answer
///     advance 31m            virtual time passes (s, m, h)
/// WHO is the first letter of the short type of an event of the scenario, such as P for
/// payment.completed, with #2 the same event delivered again, or "sweep", "sweep#2" … "sweep#4". An
/// event goes to the first service that listens to it, when it is first named. All else runs to its
/// end after each entry: deliveries to other services, changes of rows, timers that are due. VERB
/// is the expected request: get, update, scan, next, publish … After the last entry, those that
/// have begun run to their ends, in the order in which they began. No new one is started. Of
/// `scenario`, sweeps and faults are replaced. An entry that cannot be played fails the test and
/// ends it.
Played play(sim::Scenario scenario, std::vector<std::string> entries, Verbs verbs = Verbs::loose);

}  // namespace check
