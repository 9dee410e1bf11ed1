#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.hpp"

namespace sim {

/// Fact as the bus accepted it. A fact published twice is here twice.
struct Published {
  Event event;
  std::string by;  ///< the service
  Duration at{};   ///< since the start of the scenario; 0 unless the scenario observes time
};

/// An answer to a request.
struct Answered {
  Json value;
  Duration at{};  ///< since the start of the scenario; 0 unless the scenario observes time
};

/// Delivery that failed: by an exception, or by more steps than a scenario allows.
struct Failure {
  std::string service;
  Event event;
  std::string what;
  eda::Place at{};           ///< the last line of the handler that is known
  bool is_overload = false;  ///< too many deliveries were under way at once; this one came last

  friend bool operator==(const Failure& a, const Failure& b) {
    return a.service == b.service && a.event == b.event && a.what == b.what;
  }
};

/// "correlator.cpp:42"; empty: not known.
std::string place_text(const eda::Place& at);

/// Rule and hint that a test gives for an outcome that it rejects.
struct [[gnu::warn_unused]] Rule {
  std::string says;  ///< the rule, a sentence in the words of the domain
  std::string hint;  ///< one line that helps without the solution
};

/// Result of a schedule that has no next step.
class Outcome {
 public:
  /// `held`: holdings of each port with a book, by its name.
  Outcome(std::vector<Published> published, std::vector<Failure> failures,
          Json held = Json::object());

  const std::vector<Published>& published() const { return published_; }
  const std::vector<Failure>& failures() const { return failures_; }

  /// Returns the distinct facts of one type, told apart by (source, id), in the order of their
  /// first copies.
  std::vector<Event> facts(std::string_view type) const;
  /// Number of distinct facts of that type.
  int count(std::string_view type) const { return int(facts(type).size()); }

  /// Holdings of `port` in the end, as its header says. A port that was not used holds an
  /// empty list. Throws std::invalid_argument when that port has no book.
  const Json& held(std::string_view port) const;
  /// The same for every port with a book, by its name.
  const Json& all_held() const { return held_; }

  /// Answers to the request with that id, in the order of their arrival; empty: there was none. The
  /// last one counts: after a crash there may be several.
  std::vector<Answered> answers(std::string_view request_id) const;

  /// Returns the first house rule that it breaks (copies of one fact differ, a service publishes in
  /// another's domain, a handler failed); empty `says`: none.
  Rule broken_house_rule() const;

 private:
  std::vector<Published> published_;
  std::vector<Failure> failures_;
  Json held_;
};

}  // namespace sim
