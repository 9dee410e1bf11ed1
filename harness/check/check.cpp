#include "check/check.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>

#include "check/session.hpp"
#include "sim/exploration.hpp"

namespace check {

namespace {

/// Fails the test that is running and ends it. GoogleTest takes this exception for "has been told".
[[noreturn]] void fail_test(const std::string& message) {
  ADD_FAILURE() << message;
  end_test();
}

/// Gives the scenario its test's name, and its number among the scenarios of that test.
Scenario named(Scenario scenario) {
  try {
    for (const Arrival& arrival : scenario.events)
      eda::must_have_json_form(arrival.event, "event " + arrival.event.type);
  } catch (const eda::InvalidEvent& error) {
    fail_test(fmt::format("This test sends an event that cannot be delivered. {}", error.what()));
  }
  scenario.name = session().test_name();
  scenario.number = session().next_scenario();
  scenario.replay_command = session().replay_command();
  if (session().host_of) {
    scenario.host = session().host_of(scenario);
    scenario.replay_command.clear();  // nobody has the program that could take it
  }
  scenario.on_told = [](const Json& trace, const Json& passing) {
    return session().keep_trace(trace, passing);
  };
  return scenario;
}

}  // namespace

void end_test() {
  throw testing::AssertionException{testing::TestPartResult{
      testing::TestPartResult::kFatalFailure, nullptr, -1, "the harness has ended this test"}};
}

struct Outcomes::Search {
  std::function<std::optional<Outcome>()> next{};
  std::function<void()> finish{};           ///< when there are no more outcomes
  std::function<std::string()> coverage{};  ///< what has been searched so far
  bool has_begun = false, has_finished = false;
};

Outcomes::Outcomes(std::unique_ptr<Search> search) : search_{std::move(search)} {}
Outcomes::Outcomes(Outcomes&&) noexcept = default;
Outcomes::~Outcomes() {
  // a loop that was left early: the search ended where the test failed
  if (search_ && search_->coverage && !search_->has_finished) session().report(search_->coverage);
}

namespace {

[[noreturn]] void fail_test(const sim::HiddenState& surprise) {
  fail_test(
      fmt::format("{}. This one does:\n{}\n"
                  "Hint: a global, a static, a lock, the real clock or a random number? Every "
                  "delivery is a cold start.",
                  remembers_nothing, surprise.what()));
}

}  // namespace

void Outcomes::advance() {
  try {
    current_ = search_->next();
    if (current_ && !std::exchange(search_->has_begun, true)) session().draw(*current_);
    if (!current_) {
      search_->has_finished = true;
      return search_->finish();
    }
    const Rule rule = current_->broken_house_rule();
    if (!rule.says.empty()) fail_test(current_->story(rule));
  } catch (const sim::HiddenState& surprise) {
    fail_test(surprise);
  }
}

namespace {

std::optional<Outcome> replayed(const Scenario& scenario, const sim::Token& token) {
  fmt::print("The schedule, step by step, and what your code prints on the way:\n\n");
  auto [outcome, drift] = sim::replay(scenario, token, [](const std::string& step) {
    fmt::print("{}", step);
    std::fflush(stdout);
    session().wait_for_enter();
  });
  if (!drift.empty()) fail_test("Cannot replay: " + drift);
  fmt::print("\n");
  std::fflush(stdout);
  return outcome;
}

}  // namespace

Outcomes every_outcome_of(Scenario plain) {
  auto search = std::make_unique<Outcomes::Search>();
  const Scenario scenario = named(std::move(plain));
  if (const auto& token = session().replay_token()) {
    const auto is_done = std::make_shared<bool>(scenario.number != token->scenario);
    search->next = [scenario, token = *token, is_done]() -> std::optional<Outcome> {
      if (std::exchange(*is_done, true)) return std::nullopt;
      return replayed(scenario, token);
    };
    search->finish = [is_last = scenario.number == token->scenario] {
      if (!is_last) return;
      fmt::print("This schedule does not break the test.\n");
      end_test();
    };
    return Outcomes{std::move(search)};
  }
  const auto exploration = std::make_shared<sim::Exploration>(scenario);
  search->next = [exploration] { return exploration->next(); };
  search->coverage = [exploration] { return exploration->coverage(); };
  search->finish = [exploration] {
    if (!exploration->is_exhausted())
      fail_test("The search was " + exploration->coverage() +
                ". It has met nothing wrong, and has not seen all there is, so the test proves "
                "nothing. An answer that asks for less, or leaves fewer different rows, leads to "
                "fewer worlds. In a test of your own: make the scope smaller, or take a sample.");
    exploration->verify();
    session().report([&] { return exploration->coverage(); });
  };
  return Outcomes{std::move(search)};
}

Outcomes outcomes_of_walks(Scenario plain, int walks, std::uint64_t seed) {
  auto search = std::make_unique<Outcomes::Search>();
  const auto sample = std::make_shared<sim::Sample>(named(std::move(plain)), walks, seed);
  search->next = [sample] { return sample->next(); };
  search->finish = [sample] { session().report([&] { return sample->coverage(); }); };
  return Outcomes{std::move(search)};
}

Outcome run(Scenario plain) {
  Scenario scenario = named(std::move(plain));
  try {
    Outcome outcome = sim::run_calmly(std::move(scenario));
    session().draw(outcome);
    const Rule rule = outcome.broken_house_rule();
    if (!rule.says.empty()) fail_test(outcome.story(rule));
    return outcome;
  } catch (const sim::HiddenState& surprise) {
    fail_test(surprise);
  }
}

}  // namespace check
