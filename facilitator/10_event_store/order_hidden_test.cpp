#include "ledgers.hpp"

using namespace ledger_tests;

TEST(order, histories) {
  const Rule all_there{.says = "a history shows all events that were appended, in order",
                       .hint = "Which page is missing, or is in the wrong place?"};
  const Rule at_the_end{.says = "an append behind another version than the last adds nothing",
                        .hint = "A page was put where another one is."};
  std::vector<Event> all;
  std::vector<Arrival> requests;
  for (const int count : {1, 2, 5}) {
    const std::string name = std::to_string(count);
    const int length = int(all.size());
    const std::vector<Event> events = deposits("a" + name, count);
    requests.emplace_back(append("append " + name, length, events), count * 1min);
    requests.emplace_back(append("late " + name, length, deposits("b", 1)), count * 1min + 10s);
    requests.emplace_back(history("history " + name), count * 1min + 20s);
    all.insert(all.end(), events.begin(), events.end());
  }
  const Outcome outcome = run(ledger_of(requests));
  for (const std::string name : {"1", "2", "5"}) {
    ASSERT_EQ(answer_in(outcome, "append " + name), "appended") << outcome.story(all_there);
    ASSERT_EQ(answer_in(outcome, "late " + name), "conflict") << outcome.story(at_the_end);
    goes_on(outcome, shown(outcome, "history " + name), shown(outcome));
  }
  ASSERT_EQ(shown(outcome), all) << outcome.story(all_there);
  always_right(ledger_of(one_by_one({deposit("d1", 500), deposit("d2", 750), withdraw("w", 250)})));
}

TEST(order, fold_takes_history_as_it_is) {
  const Rule as_it_is{.says = "`fold` sums up all deposits and withdrawals and counts all events",
                      .hint = "It has happened. History does not ask for permission."};
  const Rule in_parts{.says = "`fold` of a part and then of the rest is `fold` of all",
                      .hint = "You stopped after some events and went on. What did you forget?"};
  std::vector<Arrival> requests;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const std::vector<Event> events = any_history(seed);
    const std::string id = std::to_string(seed);
    requests.emplace_back(fold(id, events, 0), seed * 1s);
    const int after = int(seed % (events.size() + 1));
    requests.emplace_back(fold(id + " in parts", events, after), seed * 1s);
  }
  const Outcome outcome = run(ledger_of(requests));
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const Json all = answer_in(outcome, std::to_string(seed));
    ASSERT_EQ(all, account_of(any_history(seed))) << broken(as_it_is);
    ASSERT_EQ(answer_in(outcome, std::to_string(seed) + " in parts"), all) << broken(in_parts);
  }
}

TEST(order, cents) {
  const Rule to_the_cent{.says = "a balance is right to the cent", .hint = "A penny went missing."};
  const Rule time_travel{.says = "the balance at a time is the sum of all events up to that time",
                         .hint = "Which of these events had happened by then?"};
  std::vector<Arrival> requests =
      one_by_one({deposit("d29", 29), deposit("d57", 57), deposit("d115", 115)});
  const std::vector<int> sums{0, 29, 86, 201, 201};
  const eda::Instant start = Scenario{}.start;
  for (int version = 0; version <= 4; ++version) {
    const std::string name = std::to_string(version);
    requests.emplace_back(balance_at_version("v" + name, version), 30min);
    requests.emplace_back(balance_at_time("t" + name, start + (version - 1) * 1min), 30min);
  }
  const Outcome outcome = run(ledger_of(requests));
  for (int version = 0; version <= 4; ++version) {
    const int right = sums[std::size_t(version)];
    ASSERT_EQ(answer_in(outcome, "v" + std::to_string(version)), right)
        << outcome.story(to_the_cent);
    ASSERT_EQ(answer_in(outcome, "t" + std::to_string(version)), right)
        << outcome.story(time_travel);
  }
  std::vector<Event> events = deposits("a", 3, 10);  // who reads the clock first may append last
  events[1].time = start + 1h;
  const Outcome mixed = run(ledger_of({append("a", 0, events), balance_at_time("t", start)}));
  ASSERT_EQ(answer_in(mixed, "t"), 20) << mixed.story(time_travel);
}

TEST(failure, paging) {
  const Rule second_page{.says = "a history of twelve events has all of them, in order",
                         .hint = "There was a second page."};
  const Rule decides_on_all{.says = "a command is decided by the whole history",
                            .hint = "There was a second page, and you decided on the first."};
  const std::vector<Event> events = deposits("a", 12, 5);
  Scenario scenario = ledger_of({append("a", 0, events)});
  scenario.store.page_size = 3;
  const Outcome alone = run(scenario);
  ASSERT_EQ(answer_in(alone, "a"), "appended") << alone.story(second_page);
  ASSERT_EQ(shown(alone), events) << alone.story(second_page);
  scenario.events.emplace_back(withdraw("w", 30), 1min);
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    ASSERT_EQ(answer_in(outcome, "w"), Json(ledger::accepted)) << outcome.story(decides_on_all);
    ASSERT_EQ(shown(outcome).size(), 13u) << outcome.story(second_page);
  }
}
