#pragma once

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "check/outcome.hpp"
#include "sim/scenario.hpp"

/// Properties of all outcomes in one line each, and the scenarios and figures that they often need.
namespace check {

/// Fails, and ends the test, at the first outcome of `scenario` that `matcher` does not match.
/// Prints the rule, its hint and the schedule. The last two parameters name the calling line.
void always(sim::Scenario scenario, const testing::Matcher<const Outcome&>& matcher,
            const sim::Rule& rule, const char* file = __builtin_FILE(),
            int line = __builtin_LINE());

/// Fails, and ends the test, when `matcher` matches no outcome of `scenario`; `why` says what that
/// means. A replay shows one schedule and judges nothing here.
void sometimes(sim::Scenario scenario, const testing::Matcher<const Outcome&>& matcher,
               std::string_view why, const char* file = __builtin_FILE(),
               int line = __builtin_LINE());

/// The events as arrivals, one a minute.
std::vector<sim::Arrival> one_by_one(std::vector<eda::Event> events);

/// The scenario, with the time of each publication kept in its outcomes.
sim::Scenario timed(sim::Scenario scenario);

/// The scenario with these sweeps in place of its own.
sim::Scenario swept(std::vector<eda::Duration> sweeps, sim::Scenario scenario);

/// Time of the first publication of an event that `matcher` matches; max() where there is none.
/// The scenario of the outcome must be timed().
eda::Duration first_at(const Outcome& outcome, const testing::Matcher<const eda::Event&>& matcher);

}  // namespace check
