#include "check/running.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "check/check.hpp"
#include "check/session.hpp"

namespace check {

void end_test() {
  throw testing::AssertionException{testing::TestPartResult{
      testing::TestPartResult::kFatalFailure, nullptr, -1, "the harness has ended this test"}};
}

void fail_test(const std::string& message) {
  ADD_FAILURE() << message;
  end_test();
}

void check_event(const Event& event) {
  try {
    eda::must_have_json_form(event, "event " + event.type);
  } catch (const eda::InvalidEvent& error) {
    fail_test(fmt::format("This test sends an event that cannot be delivered. {}", error.what()));
  }
}

void check_events_of(const Scenario& scenario) {
  for (const Arrival& arrival : scenario.events) check_event(arrival.event);
}

std::shared_ptr<sim::Executor> executor_for(const Scenario& scenario) {
  return session().executor_of ? session().executor_of(scenario) : sim::in_process(scenario);
}

void fail_test(const sim::HiddenState& surprise) {
  sim::Trace trace;
  trace.is_confirmed = false;
  trace.rule = sim::remembers_nothing(surprise);
  fail_test(session().story_of(trace));
}

sim::Watch watch() {
  fmt::print("The schedule, step by step, and what your code prints on the way:\n\n");
  return {.show =
              [](const std::string& lines) {
                fmt::print("{}", lines);
                std::fflush(stdout);
              },
          .pause = [] { session().wait_for_enter(); },
          .width = session().columns()};
}

Outcome replayed(const Scenario& scenario, const sim::Token& token) {
  session().note_replay();
  auto [found, drift] = sim::replay(scenario, token, watch());
  if (!drift.empty()) fail_test("Cannot replay: " + drift);
  fmt::print("\n");
  std::fflush(stdout);
  return Outcome{std::move(found), token.scenario};
}

}  // namespace check
