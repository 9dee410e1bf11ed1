#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "eda/service.hpp"
#include "limit_cases.hpp"
#include "sim/model/scenario.hpp"
#include "tests/picks.hpp"

namespace brute_force {

/// Surroundings of a request to a naive port. The port spends `left` and writes to `seen`.
struct Circumstances {
  std::int64_t now_ms = 0;  ///< since the start of the scenario
  Picks& picks;             ///< decides what goes wrong
  sim::Faults& left;
  std::set<std::string>& seen;  ///< see Found::seen
  const sim::Weather* weather;  ///< of this port at this moment; null: it is good
  int subscribers = 0;          ///< to what the port delivers
  const sim::Scenario& scenario;
  std::string in_hand{};  ///< lane of the caller's delivery, if it is one of this port
  /// Starts the handler of a subscriber. Its end or death is told to the port, unless `lane` is
  /// empty. Only for ports that keep their lanes.
  std::function<void(const std::string& lane, int subscriber, const eda::Event& event)> start{};
  /// Appends an event to `lane` of a subscriber, who handles the events of a lane one by one.
  std::function<void(const std::string& lane, int subscriber, const eda::Event& event)> deliver{};
};

/// Reply of a naive port.
struct Answered {
  eda::Json reply;
  bool is_later = false;          ///< it comes when Weather::answers_in has passed
  std::int64_t answer_in_ms = 0;  ///< it comes after so long
};

/// A port as the explorer's is checked against: written as plainly as it can be, over maps and
/// vectors of JSON, from what its header promises.
class NaivePort {
 public:
  virtual ~NaivePort() = default;
  /// Notes the scenario, which outlives the port.
  virtual void begin(const sim::Scenario& /*scenario*/) {}
  /// Carries out `request`. Returns the reply.
  virtual Answered answer(const eda::Json& request, const Circumstances& here) = 0;
  /// All that it holds at `now_ms`, as text. An id that has had its time is left out; the port
  /// writes "an outdated id" to `seen` then.
  virtual std::string text(std::int64_t now_ms, std::set<std::string>& seen) const = 0;
  /// State that only a stale read may still see, as text.
  virtual std::string earlier() const { return ""; }
  /// See sim::Outcome::held. Null: the port has no book.
  virtual eda::Json held() const = 0;

  /// True if the port itself decides what follows a delivery of its lanes.
  virtual bool keeps_lanes() const { return false; }
  virtual void ended(const std::string& /*lane*/, const Circumstances& /*here*/) {}
  virtual void died(const std::string& /*lane*/, const Circumstances& /*here*/) {}
  /// Moments at which the port does something by itself, since the start, and what it does then.
  virtual std::vector<std::int64_t> moments(const sim::Scenario& /*scenario*/) const { return {}; }
  virtual void happen(const Circumstances& /*here*/) {}
};

/// One call of a random program to a port, by random numbers.
struct RandomCall {
  int what = 0;  ///< 0 to 59
  int key = 0;   ///< 0 to 2: few different ones, so that calls meet
  bool flag = false;
  std::string type{};  ///< that the service may publish
  eda::Event event{};  ///< that is handled
};

}  // namespace brute_force

/// Parts of harness/ports/NAME for the kit's own tests. `TestedPort tested_ports::NAME()` stands in
/// harness/ports/NAME/tests/.
struct TestedPort {
  std::string name;
  std::unique_ptr<brute_force::NaivePort> (*naive)();
  /// Makes a call to the port of `environment`. True: it did what was asked.
  eda::Task<bool> (*call)(const eda::Environment& environment, brute_force::RandomCall call);
  /// Members of Found::seen that random programs must meet.
  std::vector<std::string> features;
  bool has_weather = false;               ///< Scenario::weather may name it
  bool has_subscribers = false;           ///< it delivers to Subscription::To::port
  bool is_called_by_subscribers = false;  ///< calls of their handlers lead to no deliveries
  /// Completes a subscription, number `number` of the program to this port, if it has several
  /// kinds.
  void (*subscribe)(eda::Subscription& subscription, int number, int random) = nullptr;
  /// Adds to a program with subscribers what the port needs of a scenario.
  void (*surround)(sim::Scenario& scenario, int random) = nullptr;
  /// Adds to a program that calls ports what this one needs of a scenario.
  void (*furnish)(sim::Scenario& scenario, int random) = nullptr;
  /// A case for each line of harness/ports/NAME/limits.md.
  std::vector<limit_cases::Case> (*limits)();
};

/// Test parts of all ports in harness/ports.
const std::vector<TestedPort>& all_tested_ports();
