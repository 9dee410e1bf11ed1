#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "check/answer.hpp"
#include "check/matchers.hpp"
#include "check/outcome.hpp"
#include "check/play.hpp"
#include "check/properties.hpp"
#include "sim/model/scenario.hpp"

/// GoogleTest's view of the simulated world. A property is a loop with one ASSERT:
///     for (const Outcome& outcome : every_outcome_of(scenario))
///       ASSERT_EQ(outcome.count(ready), 1) << outcome.story(cooked_once);
namespace check {

using eda::Event, eda::Json;
using sim::Arrival, sim::Faults, sim::Observed, sim::Overlap, sim::Rule, sim::Scenario;
using namespace std::chrono_literals;

/// The distinct outcomes of a scenario, found while the loop runs: those with the fewest faults
/// first. The test fails and ends when an outcome breaks a rule that holds in every test, when the
/// search cannot be finished, or when a handler remembers something outside the store.
class Outcomes {
 public:
  class Iterator {
   public:
    const Outcome& operator*() const { return *owner_->current_; }
    Iterator& operator++() {
      owner_->advance();
      return *this;
    }
    bool operator!=(std::nullptr_t) const { return owner_->current_.has_value(); }

   private:
    friend Outcomes;
    explicit Iterator(Outcomes& owner) : owner_{&owner} {}
    Outcomes* owner_;
  };

  Outcomes(Outcomes&&) noexcept;
  ~Outcomes();
  Iterator begin() {
    advance();
    return Iterator{*this};
  }
  std::nullptr_t end() const { return nullptr; }

 private:
  friend Outcomes every_outcome_of(Scenario);
  friend Outcomes outcomes_of_walks(Scenario, int, std::uint64_t);
  struct Search;
  explicit Outcomes(std::unique_ptr<Search>);
  void advance();
  void note_verdict();

  std::unique_ptr<Search> search_;
  std::optional<Outcome> current_;
};

/// Returns every distinct outcome that the scenario can have: all schedules, all faults.
Outcomes every_outcome_of(Scenario scenario);

/// Returns the distinct outcomes of `walks` random schedules, for a scope too large to exhaust. It
/// is reported as a sample. The same `seed` gives the same schedules.
Outcomes outcomes_of_walks(Scenario scenario, int walks, std::uint64_t seed);

/// Returns the outcome of one calm schedule: each delivery runs to its end before the next, in the
/// order in which they were sent, without a fault. The real code runs once and in order, as needed
/// in a debugger.
Outcome run(Scenario scenario);

}  // namespace check
