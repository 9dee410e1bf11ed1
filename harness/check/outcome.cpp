#include "check/outcome.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "check/phases.hpp"
#include "check/running.hpp"
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
  const InPhase telling{Phase::story};
  if (!telling_->told) telling_->told = sim::FoundOutcome{*this, telling_->tell}.trace();
  sim::Trace trace = *telling_->told;
  if (trace.is_confirmed) trace.rule = rule;
  session().name(trace, telling_->number);
  return trace;
}

std::string Outcome::story(const sim::Rule& rule) const { return session().story_of(told(rule)); }

void Outcome::show() const { session().show(told({})); }

namespace {

/// True if a text in `value` contains `text`, or the name of a member does.
bool contains(const sim::Json& value, std::string_view text) {
  if (value.is_string()) return value.get_ref<const std::string&>().find(text) != std::string::npos;
  if (value.is_object())
    return std::ranges::any_of(value.items(), [&](const auto& member) {
      return member.key().find(text) != std::string::npos || contains(member.value(), text);
    });
  if (!value.is_array()) return false;
  return std::ranges::any_of(value, [&](const sim::Json& one) { return contains(one, text); });
}

}  // namespace

bool Outcome::ever_stored(std::string_view text) const {
  if (text.empty()) throw std::invalid_argument{"ever_stored: the text is empty"};
  const sim::Trace trace = told({});
  if (!trace.is_confirmed) fail_test(story());
  return std::ranges::any_of(trace.steps, [&](const sim::TraceStep& step) {
    return contains(step.ports.value("store", sim::Json::object()), text);
  });
}

sim::Json Outcome::trace(const sim::Rule& rule) const { return to_json(told(rule)); }

}  // namespace check
