#pragma once

#include <memory>
#include <string>

#include "sim/tell/outcome.hpp"

namespace sim {
struct FoundOutcome;
struct Trace;
}  // namespace sim

namespace check {

/// An outcome of a scenario, and how it came about.
class Outcome : public sim::Outcome {
 public:
  /// `number`: which scenario of its test it belongs to, from 0.
  Outcome(sim::FoundOutcome found, int number);

  /// The shortest schedule that ends like this, line by line, with the rule it breaks on top and
  /// the command that replays it below. At most 100 columns, or as many as the terminal has.
  /// Told again it is the same, and nothing runs again.
  std::string story(const sim::Rule& rule = {}) const;
  /// The same schedule for tools: harness/check/trace.schema.json.
  sim::Json trace(const sim::Rule& rule = {}) const;

 private:
  sim::Trace told(const sim::Rule& rule) const;

  struct Telling;
  std::shared_ptr<Telling> telling_;
};

}  // namespace check
