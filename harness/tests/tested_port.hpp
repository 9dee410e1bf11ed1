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
  /// Appends an event to `lane` of a subscriber, who handles the events of a lane one by one.
  std::function<void(const std::string& lane, int subscriber, const eda::Event& event)> deliver{};
};

/// Reply of a naive port.
struct Answered {
  eda::Json reply;
  bool is_later = false;  ///< it comes when Weather::answers_in has passed
};

/// A port as the explorer's is checked against: written as plainly as it can be, over maps and
/// vectors of JSON, from what its header promises.
class NaivePort {
 public:
  virtual ~NaivePort() = default;
  /// Carries out `request`. Returns the reply.
  virtual Answered answer(const eda::Json& request, const Circumstances& here) = 0;
  /// All that it holds at `now_ms`, as text. An id that has had its time is left out; the port
  /// writes "an outdated id" to `seen` then.
  virtual std::string text(std::int64_t now_ms, std::set<std::string>& seen) const = 0;
  /// State that only a stale read may still see, as text.
  virtual std::string earlier() const { return ""; }
  /// See sim::Outcome::held.
  virtual eda::Json held() const = 0;
};

/// One call of a random program to a port, by random numbers.
struct RandomCall {
  int what = 0;  ///< 0 to 59
  int key = 0;   ///< 0 to 2: few different ones, so that calls meet
  bool flag = false;
  std::string type{};  ///< that the service may publish
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
  bool has_weather = false;      ///< Scenario::weather may name it
  bool has_subscribers = false;  ///< it delivers to Subscription::To::port
  /// A case for each line of harness/ports/NAME/limits.md.
  std::vector<limit_cases::Case> (*limits)();
};

/// Test parts of all ports in harness/ports.
const std::vector<TestedPort>& all_tested_ports();
