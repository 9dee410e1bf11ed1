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

/// The first outcome of a search: what happens when nothing goes wrong. By the time a story is told
/// of a later one, the test has let it pass.
using Calm = std::optional<Outcome>;

/// Gives the scenario its test's name, and its number among the scenarios of that test.
Scenario named(Scenario scenario, const std::weak_ptr<Calm>& calm = {}) {
  scenario.name = session().test_name();
  scenario.number = session().next_scenario();
  scenario.replay_command = session().replay_command();
  scenario.on_told = [calm](const Json& trace) {
    const std::shared_ptr<Calm> first = calm.lock();
    Json passing = first && *first ? (*first)->trace() : Json{};
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
  bool has_finished = false;
  std::shared_ptr<Calm> calm = std::make_shared<Calm>();  ///< once it has passed
};

Outcomes::Outcomes(std::unique_ptr<Search> search) : search_{std::move(search)} {}
Outcomes::Outcomes(Outcomes&&) noexcept = default;
Outcomes::~Outcomes() {
  // a loop that was left early: the search ended where the test failed
  if (search_ && search_->coverage && !search_->has_finished) session().report(search_->coverage);
}

void Outcomes::advance() {
  try {
    if (current_ && !*search_->calm) *search_->calm = *current_;
    current_ = search_->next();
    if (!current_) {
      search_->has_finished = true;
      return search_->finish();
    }
    const Rule rule = current_->broken_house_rule();
    if (!rule.says.empty()) fail_test(current_->story(rule));
  } catch (const sim::HiddenState& surprise) {
    fail_test(
        fmt::format("A handler remembers nothing but what is in the store. This one does:\n{}\n"
                    "Hint: a global, a static, a lock, the real clock or a random number? Every "
                    "delivery is a cold start.",
                    surprise.what()));
  }
}

namespace {

std::optional<Outcome> replayed(const Scenario& scenario, const sim::Token& token) {
  auto [outcome, drift] = sim::replay(scenario, token);
  if (!drift.empty()) fail_test("Cannot replay: " + drift);
  fmt::print("{}\n", outcome.story({.says = "(replay)", .hint = ""}));
  std::fflush(stdout);
  return outcome;
}

}  // namespace

Outcomes every_outcome_of(Scenario plain) {
  auto search = std::make_unique<Outcomes::Search>();
  const Scenario scenario = named(std::move(plain), search->calm);
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
                ", so nothing is proved. Make the scope smaller, or take a sample.");
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
  Outcome outcome = sim::run_calmly(std::move(scenario));
  const Rule rule = outcome.broken_house_rule();
  if (!rule.says.empty()) fail_test(outcome.story(rule));
  return outcome;
}

}  // namespace check
