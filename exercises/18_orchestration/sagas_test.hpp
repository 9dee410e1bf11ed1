#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/clinic.hpp"
#include "orchestration.hpp"

/// Sagas of the clinic, and the rules that each of them is judged by.
namespace sagas {

using namespace check;

/// The conductor, the players and these sagas. How the players behave stands in the ids: see
/// harness/fixtures/clinic.hpp. Only the conductor dies.
inline Scenario clinic_with(const std::vector<std::string>& saga_ids, Faults faults = {},
                            std::vector<eda::Duration> sweeps = {}) {
  Scenario scenario{.services = clinic::players(),
                    .sweeps = std::move(sweeps),
                    .faults = std::move(faults),
                    .observed = {.order = true}};
  scenario.services.insert(scenario.services.begin(), conductor::service);
  scenario.faults.crashes_of = {conductor::service.name};
  for (const std::string& id : saga_ids) scenario.events.emplace_back(clinic::requested(id));
  return scenario;
}

/// One delivery after another, in every order.
inline Scenario one_at_a_time(Scenario scenario) {
  scenario.overlap = Overlap::none_any_order;
  return scenario;
}

inline clinic::Ending ending_of(const std::string& saga_id, const Outcome& outcome) {
  std::vector<Event> facts;
  for (const auto& said : outcome.published()) facts.push_back(said.event);
  return clinic::ending_of(saga_id, facts);
}

/// Hints of a test, one for each rule that it judges. A rule without a hint is not judged.
struct Hints {
  std::string copies{};  ///< of rule 4
  std::string order{};   ///< of rule 5
  std::string work{};    ///< of rules 2, 3 and 6
  std::string end{};     ///< of rule 1
};

/// Judges how a saga has ended. `expected`: completed or compensated; empty: either.
inline void judge(const Outcome& outcome, const std::string& saga_id, const std::string& expected,
                  const Hints& hints) {
  using Flaw = std::function<std::string(const clinic::Ending&)>;
  const auto of_end = [&](const clinic::Ending& ending) {
    return clinic::flaw_of_end(ending, expected);
  };
  const std::vector<std::pair<Rule, Flaw>> rules{
      {{.says = "a step is done once at most, whoever conducts", .hint = hints.copies},
       clinic::flaw_of_copies},
      {{.says = "a saga goes backwards in reverse, and says its end last", .hint = hints.order},
       clinic::flaw_of_order},
      {{.says = "a completed saga has done all its steps, another one has undone what it did",
        .hint = hints.work},
       clinic::flaw_of_work},
      {{.says = "a saga has one end, the one that its replies lead to", .hint = hints.end},
       of_end}};
  const clinic::Ending ending = ending_of(saga_id, outcome);
  for (const auto& [rule, flaw] : rules) {
    if (rule.hint.empty()) continue;
    ASSERT_EQ(flaw(ending), "") << "saga " << saga_id << "\n" << outcome.story(rule);
  }
}

}  // namespace sagas
