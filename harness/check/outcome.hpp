#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sim/tell/outcome.hpp"

namespace sim {
struct FoundOutcome;
struct Trace;
}  // namespace sim

namespace check {

/// An outcome of a scenario, with a schedule that leads to it.
class Outcome : public sim::Outcome {
 public:
  /// `number`: index of its scenario within the test, from 0.
  Outcome(sim::FoundOutcome found, int number);

  /// Returns the shortest schedule with this outcome, line by line, with the broken rule on top and
  /// the replay command below. At most 100 columns, or as many as the terminal has. A second call
  /// returns the same text and runs nothing.
  std::string story(const sim::Rule& rule = {}) const;
  /// Prints the story, and draws it in a page: for a test that shows a schedule, and passes.
  void show() const;
  /// Returns the same schedule for tools: harness/check/trace.schema.json.
  sim::Json trace(const sim::Rule& rule = {}) const;

  /// True if the store has ever held a row whose key or value contains `text`, which is not empty.
  /// It looks at the schedule that story() tells: of `run` that is all there is, of a search it is
  /// one of many. Fails the test if a handler remembers something outside the store.
  bool ever_stored(std::string_view text) const;

 private:
  sim::Trace told(const sim::Rule& rule) const;

  struct Telling;
  std::shared_ptr<Telling> telling_;
};

}  // namespace check
