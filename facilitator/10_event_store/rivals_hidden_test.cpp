#include "ledgers.hpp"

using namespace ledger_tests;

TEST(reorder, commands_any_order) {
  always_right(rivals({withdraw("w80", 80), withdraw("w30", 30), deposit("d20", 20)}, {},
                      Overlap::none_any_order));
}

TEST(duplicate, command) {
  const Hints hints{{Flaw::twice, "This command has been here before. Where would you see it?"},
                    {Flaw::unjustified, "The customer was told yes, and then no."}};
  Event again = withdraw("w80", 80);
  again.id = "again";
  const Faults copies{.duplicates_per_event_max = 1, .duplicates_of = {ledger::withdraw}};
  for (const Overlap overlap : {Overlap::none_any_order, Overlap::full})
    always_right(
        ledger_of({deposit("d", 100), {withdraw("w80", 80), 1min}, {again, 5h}}, overlap, copies),
        hints);
  // a copy that loses to a stranger first, and then meets what its twin has written
  always_right(rivals({withdraw("w30", 30), deposit("d20", 20)}, copies), hints);
}

TEST(concurrency, two_withdrawals) {
  always_right(rivals({withdraw("w1", 80), withdraw("w2", 80)}));
}

TEST(concurrency, append_with_high_expected) {
  const Rule no_gap{.says = "an append behind a version that is not there adds nothing",
                    .hint = "A page is numbered ten, and there is no page two."};
  const Rule one_wins{.says = "of two appends behind one version one adds all its events",
                      .hint = "Both wrote page two. Whose is in the book?"};
  const std::vector<Event> high = deposits("h", 1), other = deposits("other", 2);
  for (const Outcome& outcome : every_outcome_of(rivals({append("high", 9, high)}))) {
    ASSERT_EQ(answer_in(outcome, "high"), "conflict") << outcome.story(no_gap);
    ASSERT_EQ(shown(outcome).size(), 1u) << outcome.story(no_gap);
  }
  for (const Outcome& outcome : every_outcome_of(ledger_of({append("first", 0, high),
                                                            {append("a", 1, two), 1min},
                                                            {append("b", 1, other), 1min}}))) {
    const bool has_a = answer_in(outcome, "a") == "appended";
    ASSERT_EQ(answer_in(outcome, "b"), has_a ? "conflict" : "appended") << outcome.story(one_wins);
    std::vector<Event> events = has_a ? two : other;
    events.insert(events.begin(), high.front());
    ASSERT_EQ(shown(outcome), events) << outcome.story(one_wins);
  }
}

TEST(concurrency, three_writers) {
  const Rule not_busy{.says = "a command is busy only after five lost races",
                      .hint = "Four races lost, and you sent the customer away. Why?"};
  always_right(rivals({withdraw("w1", 40), withdraw("w2", 40), withdraw("w3", 40)}));
  // It loses four races in few of the schedules, which random walks miss.
  std::vector<Event> five{withdraw("w", 20)};
  for (const char* name : {"a", "b", "c", "d"})
    five.push_back(append(name, int(five.size()), deposits(name, 1)));
  for (const Outcome& outcome : every_outcome_of(rivals(five)))
    ASSERT_EQ(answer_in(outcome, "w"), Json(ledger::accepted)) << outcome.story(not_busy);
}

TEST(concurrency, conflicts_are_counted) {
  const Rule no_rival{.says = "a writer who is alone counts no conflict",
                      .hint = "The rival on the gauge was yourself."};
  const auto counts = testing::ResultOf(counts_a_conflict, true);
  always(rivals({withdraw("w1", 10)}), testing::Not(counts), no_rival);
  sometimes(rivals({withdraw("w1", 10), withdraw("w2", 10)}), counts,
            "a writer who comes too late counts a conflict");
}

TEST(timeout, answer_lost) {
  const Rule no_rival{.says = "a writer who is alone counts no conflict, whatever answers are lost",
                      .hint = "The rival on the gauge was yourself."};
  const Scenario lost = ledger_of({deposit("d", 50)}, Overlap::full, {.unknowns_max = 1});
  const Scenario busy = rivals({withdraw("w", 80)}, {.throttles_max = 2});
  for (const Scenario& scenario : {lost, busy}) {
    always_right(scenario);
    always(scenario, testing::Not(testing::ResultOf(counts_a_conflict, true)), no_rival);
  }
  always_right(rivals({withdraw("w1", 80), withdraw("w2", 80)}, {.unknowns_max = 1}));
  always(
      ledger_of({append("a", 0, two), append("b", 2, deposits("b", 1))}, Overlap::full,
                {.unknowns_max = 1}),
      testing::ResultOf([](const Outcome& outcome) { return answer_in(outcome, "a"); }, "appended"),
      {"an append finds its own events", "Who wrote the page that was in your way?"});
}

TEST(crash, append_of_two) {
  const Rule all_or_none{.says = "of the events of one append all are in a history or none",
                         .hint = "Half a decision was recorded."};
  for (const Outcome& outcome :
       every_outcome_of(rivals({append("a", 1, two), history("meanwhile")}, {.crashes_max = 1}))) {
    const std::vector<Event> meanwhile = shown(outcome, "meanwhile");
    ASSERT_TRUE(meanwhile.size() == 1 || meanwhile.size() == 3) << outcome.story(all_or_none);
    ASSERT_EQ(shown(outcome).size(), 3u) << outcome.story(all_or_none);
    goes_on(outcome, meanwhile, shown(outcome));
  }
}

TEST(crash, transfer) {
  always_right(rivals({transfer("t", 60), withdraw("w", 80)}, {.crashes_max = 1}));
}

TEST(stale, old_tail) {
  const Hints hints{{Flaw::overdraft, "You read pages one and three. What was on page two?"}};
  const Rule old_no{.says = "a command is not rejected because of an old read",
                    .hint = "There was enough in the account, on a newer page."};
  Scenario scenario =
      ledger_of(one_by_one({deposit("d", 100), withdraw("w1", 80), deposit("d5", 5),
                            withdraw("w2", 80), deposit("d60", 60), withdraw("w3", 80)}),
                Overlap::full, {.stale_reads_max = 1});
  scenario.store.page_size = 3;  // the last deposit is on the second page
  scenario.events.emplace_back(history("once more"), 3h);
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    for (const char* id : {"w1", "w3"})
      ASSERT_EQ(answer_in(outcome, id), Json(ledger::accepted)) << outcome.story(old_no);
    // one of the two histories may be old
    const std::vector<Event> first = shown(outcome), second = shown(outcome, "once more");
    judge(outcome, scenario, first.size() > second.size() ? first : second, hints);
  }
}
