#include "check/properties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "check/check.hpp"
#include "check/session.hpp"

namespace check {
namespace {

[[noreturn]] void fail_test_at(const char* file, int line, const std::string& message) {
  ADD_FAILURE_AT(file, line) << message;
  end_test();
}

}  // namespace

void always(Scenario scenario, const testing::Matcher<const Outcome&>& matcher, const Rule& rule,
            const char* file, int line) {
  for (const Outcome& outcome : every_outcome_of(std::move(scenario))) {
    testing::StringMatchResultListener actual;
    if (matcher.MatchAndExplain(outcome, &actual)) continue;
    fail_test_at(file, line,
                 "Expected: an outcome that " + testing::DescribeMatcher<const Outcome&>(matcher) +
                     "\n  Actual: one " + actual.str() + "\n" + outcome.story(rule));
  }
}

void sometimes(Scenario scenario, const testing::Matcher<const Outcome&>& matcher,
               std::string_view why, const char* file, int line) {
  for (const Outcome& outcome : every_outcome_of(std::move(scenario)))
    if (matcher.Matches(outcome)) return;
  // a replayed schedule is one of many
  if (session().replay_token() || session().writes_ends() || session().plays_adversary()) return;
  fail_test_at(file, line,
               "No outcome of this scenario " + testing::DescribeMatcher<const Outcome&>(matcher) +
                   ": " + std::string{why});
}

std::string broken(const Rule& rule, std::string_view more) {
  return fmt::format("\n  Broken rule: {}\n  Hint: {}\n{}", rule.says, rule.hint, more);
}

void reject(const Rule& rule, std::string_view more, const char* file, int line) {
  fail_test_at(file, line, broken(rule, more));
}

std::vector<Arrival> one_by_one(std::vector<Event> events) {
  std::vector<Arrival> arrivals;
  for (Event& event : events) arrivals.emplace_back(std::move(event), arrivals.size() * 1min);
  return arrivals;
}

Scenario timed(Scenario scenario) {
  scenario.observed.time = true;
  return scenario;
}

Scenario swept(std::vector<eda::Duration> sweeps, Scenario scenario) {
  scenario.sweeps = std::move(sweeps);
  return scenario;
}

eda::Json answer_in(const sim::Outcome& outcome, std::string_view request_id) {
  const std::vector<sim::Answered> answers = outcome.answers(request_id);
  return answers.empty() ? eda::Json{} : answers.back().value;
}

eda::Duration first_at(const Outcome& outcome, const testing::Matcher<const Event&>& matcher) {
  eda::Duration first = eda::Duration::max();
  for (const sim::Published& one : outcome.published())
    if (matcher.Matches(one.event)) first = std::min(first, one.at);
  return first;
}

}  // namespace check
