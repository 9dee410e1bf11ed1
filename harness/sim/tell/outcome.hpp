#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.hpp"

namespace sim {

/// A fact as the bus took it. A fact published twice is here twice.
struct Published {
  Event event;
  std::string by;  ///< the service
  Duration at{};   ///< since the start of the scenario; 0 unless the scenario observes time
};

/// A delivery that ended badly: an exception, or more steps than a scenario allows.
struct Failure {
  std::string service;
  Event event;
  std::string what;
  eda::Place at{};  ///< the last line of the handler that is known

  friend bool operator==(const Failure& a, const Failure& b) {
    return a.service == b.service && a.event == b.event && a.what == b.what;
  }
};

/// "correlator.cpp:42"; empty: not known.
std::string place_text(const eda::Place& at);

/// What a test has to say about an outcome that it turns down.
struct Rule {
  std::string says;  ///< the rule, a sentence in the words of the domain
  std::string hint;  ///< one line that leads on without giving the answer away
};

/// Result of a schedule when nothing is left to happen.
class Outcome {
 public:
  /// `held`: holdings of each port with a book, by its name.
  Outcome(std::vector<Published> published, std::vector<Failure> failures,
          Json held = Json::object());

  const std::vector<Published>& published() const { return published_; }
  const std::vector<Failure>& failures() const { return failures_; }

  /// The distinct facts of one type, told apart by (source, id), in the order of their first
  /// copies.
  std::vector<Event> facts(std::string_view type) const;
  /// How many distinct facts of that type there are.
  int count(std::string_view type) const { return int(facts(type).size()); }

  /// Holdings of `port` in the end, as its header says. A port that was not used holds an
  /// empty list. Throws std::invalid_argument when that port has no book.
  const Json& held(std::string_view port) const;

  /// The first rule of the house that it breaks (copies of one fact differ, a service speaks for
  /// another's domain, a handler failed); empty `says`: none.
  Rule broken_house_rule() const;

 private:
  std::vector<Published> published_;
  std::vector<Failure> failures_;
  Json held_;
};

}  // namespace sim
