#include "check/check.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>

#include "check/adversary.hpp"
#include "check/coverage.hpp"
#include "check/ends.hpp"
#include "check/gallery.hpp"
#include "check/phases.hpp"
#include "check/running.hpp"
#include "check/session.hpp"
#include "sim/tell/outcome_text.hpp"

namespace check {

namespace {

/// Fails the test if its faults cannot happen.
void check_faults_of(const Scenario& scenario) {
  const bool sets_total = scenario.faults.duplicates_max != Faults{}.duplicates_max;
  if (sets_total && scenario.faults.duplicates_per_event_max == 0)
    fail_test(
        "Faults::duplicates_max has no effect, because duplicates_per_event_max is 0. Set "
        "both: how often one event, and how often all of them together.");
}

/// Fails the test if it plays a port itself: a search would put requests to it in no order.
void check_ports_of(const Scenario& scenario) {
  if (!scenario.played.empty())
    fail_test(
        "Scenario::played is for run() only: a search asks each port once for each step and looks "
        "the reply up later, so a mock would miss most calls. Judge outcome.held(...) instead.");
}

/// Returns a function for Search::next: the outcomes of `source`, which counts them in `count`.
template <class Source>
std::function<std::optional<Outcome>()> counted(std::shared_ptr<Source> source, int number,
                                                std::shared_ptr<int> count) {
  return [source, number, count]() -> std::optional<Outcome> {
    const InPhase searching{Phase::search};
    std::optional<sim::FoundOutcome> found = source->next();
    if (!found) return std::nullopt;
    ++*count;
    return Outcome{std::move(*found), number};
  };
}

}  // namespace

struct Outcomes::Search {
  std::function<std::optional<Outcome>()> next{};
  std::function<void()> finish{};           ///< when there are no more outcomes
  std::function<std::string()> coverage{};  ///< text on how much has been searched so far
  bool has_begun = false, has_finished = false;
  /// With --outcomes and --adversary: called after the loop has looked at an outcome, and at the
  /// end.
  std::function<void(const Outcome&, bool is_rejected)> judged{};
  std::function<void()> show{};
  int failures = 0;  ///< of the test, when it got the latest outcome
};

namespace {

int failures_so_far() {
  const testing::TestResult& result =
      *testing::UnitTest::GetInstance()->current_test_info()->result();
  int failures = 0;
  for (int part = 0; part < result.total_part_count(); ++part)
    failures += int(result.GetTestPartResult(part).failed());
  return failures;
}

}  // namespace

Outcomes::Outcomes(std::unique_ptr<Search> search) : search_{std::move(search)} {}
Outcomes::Outcomes(Outcomes&&) noexcept = default;
Outcomes::~Outcomes() {
  if (search_ && search_->show) {
    note_verdict();
    search_->show();
  }
  // the loop was left early, so the search ended where the test failed
  if (search_ && search_->coverage && !search_->has_finished) session().report(search_->coverage);
}

/// Notes whether the test has failed since it got the latest outcome.
void Outcomes::note_verdict() {
  if (current_ && search_->judged)
    search_->judged(*current_, failures_so_far() > search_->failures);
  current_.reset();
}

void Outcomes::advance() {
  note_verdict();
  // an ASSERT in a function that the loop calls returns only from that function
  if (testing::Test::HasFatalFailure()) end_test();
  try {
    current_ = search_->next();
    if (search_->judged) search_->failures = failures_so_far();
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

/// Called where a test may be ending already, so it must not throw.
void show_outcomes(const Scenario& scenario, int number, const std::vector<Judged>& judged) {
  try {
    print_outcomes(scenario, number, judged);
  } catch (const std::exception& error) {
    ADD_FAILURE() << "The outcomes cannot be shown: " << error.what();
  }
}

}  // namespace

Outcomes every_outcome_of(Scenario scenario) {
  if (session().walks() > 0)
    return outcomes_of_walks(std::move(scenario), session().walks(), session().walks_seed());
  check_events_of(scenario);
  check_ports_of(scenario);
  check_faults_of(scenario);
  auto search = std::make_unique<Outcomes::Search>();
  const int number = session().next_scenario();
  if (const auto& token = session().replay_token()) {
    const auto is_done = std::make_shared<bool>(number != token->scenario);
    search->next = [scenario, token = *token, is_done]() -> std::optional<Outcome> {
      if (std::exchange(*is_done, true)) return std::nullopt;
      return replayed(scenario, token);
    };
    search->finish = [is_last = number == token->scenario] {
      if (!is_last) return;
      fmt::print("This schedule does not break the test.\n");
      end_test();
    };
    return Outcomes{std::move(search)};
  }
  if (session().writes_ends()) {
    search->next = [] { return std::nullopt; };
    search->finish = [scenario, number] { note_ends(scenario, number); };
    return Outcomes{std::move(search)};
  }
  if (session().plays_adversary()) {
    search->next = [scenario, number] { return next_to_judge(scenario, number); };
    search->judged = [](const Outcome&, bool is_rejected) { note_judged(is_rejected); };
    search->show = search->finish = [] {};
    return Outcomes{std::move(search)};
  }
  const auto exploration =
      std::make_shared<sim::OutcomeSearch>(scenario, timed(executor_for(scenario)));
  const auto outcomes = std::make_shared<int>(0);
  search->next = counted(exploration, number, outcomes);
  search->coverage = [exploration] { return exploration->coverage(); };
  if (session().shows_outcomes()) {
    const auto judged = std::make_shared<std::vector<Judged>>();
    search->judged = [judged, scenario](const Outcome& outcome, bool is_rejected) {
      judged->push_back({to_json(outcome, scenario.observed), is_rejected});
    };
    search->show = [judged, scenario, number] { show_outcomes(scenario, number, *judged); };
  }
  search->finish = [exploration, scenario, number, outcomes] {
    if (!exploration->is_exhausted())
      fail_test("The search was " + exploration->coverage() +
                ". It found nothing wrong, but it did not visit all worlds, so the test proves "
                "nothing. Fewer requests, or fewer different rows, make fewer worlds. In a test of "
                "your own: use fewer events or faults, or a sample (outcomes_of_walks).");
    if (!session().is_suite()) {  // its handlers are the judge's own
      const InPhase confirming{Phase::confirm};
      exploration->verify();
    }
    note_coverage(scenario, number, Looked::at_all, exploration->worlds(), *outcomes);
    session().report([&] { return exploration->coverage(); });
  };
  return Outcomes{std::move(search)};
}

Outcomes outcomes_of_walks(Scenario scenario, int walks, std::uint64_t seed) {
  check_events_of(scenario);
  check_ports_of(scenario);
  check_faults_of(scenario);
  auto search = std::make_unique<Outcomes::Search>();
  const int number = session().next_scenario();
  if (session().writes_ends() || session().plays_adversary()) {
    search->next = [] { return std::nullopt; };
    search->finish = [] { note_sample(); };
    return Outcomes{std::move(search)};
  }
  const auto sample = std::make_shared<sim::Sample>(scenario, walks, seed, executor_for(scenario));
  const auto outcomes = std::make_shared<int>(0);
  search->next = counted(sample, number, outcomes);
  search->finish = [sample, scenario, number, outcomes] {
    note_coverage(scenario, number, Looked::at_a_sample, 0, *outcomes);
    session().report([&] { return sample->coverage(); });
  };
  return Outcomes{std::move(search)};
}

namespace {

Outcome run_or_replay(const Scenario& scenario, int number) {
  const auto& token = session().replay_token();
  if (token && token->scenario == number) return replayed(scenario, *token);
  if (session().steps()) return Outcome{sim::run_watched(scenario, watch()), number};
  return Outcome{sim::run_calmly(scenario, executor_for(scenario)), number};
}

}  // namespace

Outcome run(Scenario scenario) {
  check_events_of(scenario);
  try {
    const int number = session().next_scenario();
    Outcome outcome = run_or_replay(scenario, number);
    if (session().writes_ends()) note_end(scenario, number, outcome);
    note_coverage(scenario, number, Looked::at_the_calm_one, 0, 1);
    session().draw(outcome);
    const Rule rule = outcome.broken_house_rule();
    if (!rule.says.empty()) fail_test(outcome.story(rule));
    return outcome;
  } catch (const sim::HiddenState& surprise) {
    fail_test(surprise);
  }
}

}  // namespace check
