#include "check/outcome.hpp"

#include <optional>

#include "check/session.hpp"
#include "sim/tell/outcome_search.hpp"

namespace check {

struct Outcome::Telling {
  std::function<sim::Trace()> tell;
  int number;
  std::optional<sim::Trace> told{};
};

Outcome::Outcome(sim::FoundOutcome found, int number)
    : sim::Outcome{std::move(found.outcome)},
      telling_{std::make_shared<Telling>(Telling{std::move(found.tell), number})} {}

sim::Trace Outcome::told(const sim::Rule& rule) const {
  if (!telling_->told) telling_->told = sim::FoundOutcome{*this, telling_->tell}.trace();
  sim::Trace trace = *telling_->told;
  if (trace.is_confirmed) trace.rule = rule;
  session().name(trace, telling_->number);
  return trace;
}

std::string Outcome::story(const sim::Rule& rule) const { return session().story_of(told(rule)); }

void Outcome::show() const { session().show(told({})); }

sim::Json Outcome::trace(const sim::Rule& rule) const { return to_json(told(rule)); }

}  // namespace check
