#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "check/outcome.hpp"
#include "sim/model/scenario.hpp"

/// Properties of all outcomes in one line each, with scenarios and figures that tests often need.
namespace check {

/// Fails, and ends the test, at the first outcome of `scenario` that `matcher` does not match.
/// Prints the rule, its hint and the schedule. The last two parameters are the calling line.
void always(sim::Scenario scenario, const testing::Matcher<const Outcome&>& matcher,
            const sim::Rule& rule, const char* file = __builtin_FILE(),
            int line = __builtin_LINE());

/// Fails, and ends the test, if `matcher` matches no outcome of `scenario`; `why` explains that in
/// the message. A replay runs one schedule only, so it judges nothing here.
void sometimes(sim::Scenario scenario, const testing::Matcher<const Outcome&>& matcher,
               std::string_view why, const char* file = __builtin_FILE(),
               int line = __builtin_LINE());

/// Returns a rule and its hint as a story shows them, then `more`. For tests that run nothing.
std::string broken(const sim::Rule& rule, std::string_view more = "");

/// Fails the test, and ends it, with broken().
[[noreturn]] void reject(const sim::Rule& rule, std::string_view more = "",
                         const char* file = __builtin_FILE(), int line = __builtin_LINE());

/// Returns the events as arrivals, one a minute.
std::vector<sim::Arrival> one_by_one(std::vector<eda::Event> events);

/// Returns the scenario with the time of each publication kept in its outcomes.
sim::Scenario timed(sim::Scenario scenario);

/// Returns the scenario with these sweeps instead of its own.
sim::Scenario swept(std::vector<eda::Duration> sweeps, sim::Scenario scenario);

/// Returns the last answer to the request with that id; null: there was none.
eda::Json answer_in(const sim::Outcome& outcome, std::string_view request_id);

/// Time of the first publication of an event that `matcher` matches; max() if there is none.
/// The scenario of the outcome must be timed().
eda::Duration first_at(const Outcome& outcome, const testing::Matcher<const eda::Event&>& matcher);

}  // namespace check
