#include "event_store.hpp"

#include "check/check.hpp"
#include "fixtures/bank.hpp"

using namespace check;
using bank::deposit, bank::withdraw;

namespace {

/// The ledger, what it is asked, and the history of account A an hour later. A page of the store
/// has three rows.
Scenario ledger_of(std::vector<Arrival> requests) {
  requests.emplace_back(bank::history("history"), 1h);
  return {.services = {ledger::service},
          .events = std::move(requests),
          .store = {.page_size = 3, .transaction_max = 25}};
}

std::string result(const Outcome& outcome, const std::string& request_id) {
  return answer_in(outcome, request_id).at("result");
}

const Rule is_accepted{.says = "a command that the balance allows is accepted",
                       .hint = "There was enough in the account. Who said no?"};
const Rule is_recorded{.says = "each accepted command has its event in the history",
                       .hint = "A page was written over."};

/// Deposits of 500 and 750, and a withdrawal of 250.
std::vector<Arrival> three_commands() {
  return one_by_one({deposit("d1", 500), deposit("d2", 750), withdraw("w1", 250)});
}

}  // namespace

TEST(order, seed_example) {
  const Rule sums_up{.says = "the balance is the sum of all events",
                     .hint = "500 and 750 came in and 250 went out. What is left?"};
  std::vector<Arrival> requests = three_commands();
  requests.emplace_back(bank::balance_at_version("balance", 99), 30min);
  const Outcome outcome = run(ledger_of(requests));
  for (const char* command : {"d1", "d2", "w1"}) {
    ASSERT_EQ(result(outcome, command), "accepted") << outcome.story(is_accepted);
  }
  ASSERT_EQ(answer_in(outcome, "history").size(), 3u) << outcome.story(is_recorded);
  ASSERT_EQ(answer_in(outcome, "balance"), 1000) << outcome.story(sums_up);
}

TEST(order, overdraw) {
  const Rule never_below_0{.says = "a withdrawal of more than the balance is rejected",
                           .hint = "Did you look into the account before you paid?"};
  const Rule leaves_no_trace{.says = "a rejected command has no event",
                             .hint = "You said no, and wrote it down as done."};
  const Outcome outcome =
      run(ledger_of(one_by_one({deposit("d", 100), withdraw("w150", 150), withdraw("w100", 100)})));
  ASSERT_EQ(result(outcome, "w150"), "rejected") << outcome.story(never_below_0);
  ASSERT_EQ(result(outcome, "w100"), "accepted") << outcome.story(is_accepted);
  ASSERT_GE(answer_in(outcome, "history").size(), 2u) << outcome.story(is_recorded);
  ASSERT_LE(answer_in(outcome, "history").size(), 2u) << outcome.story(leaves_no_trace);
}

TEST(order, balance_at_version_3) {
  const Rule travels_in_time{.says = "a balance at version 3 is the sum of the first three events",
                             .hint = "The question was about the past."};
  std::vector<Arrival> requests = three_commands();
  requests.emplace_back(bank::balance_at_version("at 3", 3), 30min);
  requests.emplace_back(bank::balance_at_version("at 2", 2), 30min);
  const Outcome outcome = run(ledger_of(requests));
  ASSERT_EQ(answer_in(outcome, "at 3"), 1000) << outcome.story(travels_in_time);
  ASSERT_EQ(answer_in(outcome, "at 2"), 1250) << outcome.story(travels_in_time);
}

// The tests above run your handlers once, in order. This one lets two of them overlap at each
// `co_await`, and shows the shortest schedule that goes wrong.
TEST(concurrency, two_withdrawals_of_ten) {
  const Scenario scenario =
      ledger_of({deposit("d", 100), {withdraw("w1", 10), 1min}, {withdraw("w2", 10), 1min}});
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    ASSERT_EQ(result(outcome, "w1"), "accepted") << outcome.story(is_accepted);
    ASSERT_EQ(result(outcome, "w2"), "accepted") << outcome.story(is_accepted);
    ASSERT_EQ(answer_in(outcome, "history").size(), 3u) << outcome.story(is_recorded);
  }
}
