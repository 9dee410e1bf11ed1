#include "dead_letters.hpp"

#include "post_test.hpp"

using namespace office;

TEST(order, second_attempt_succeeds) {
  const std::vector<Letter> letters{{"order-1"}};
  const Scenario scenario =
      during({down(mail::bakery, 0s, 30s)}, office_with(true, {post::bag_of(letters)}));
  judge(run(scenario), letters,
        {.verdicts = "The bakery was closed for half a minute. Will trying again help?",
         .loss = "The bakery was closed when the letter came. Who brings it again?"});
}

TEST(order, poison_is_parked_with_reason) {
  const std::vector<Letter> letters{{"order-1", 1, post::nowhere}, {"order-2"}, {"order-3", 1, ""}};
  Scenario scenario = office_with(true, {post::bag_of(letters)});
  judge(run(scenario), letters,
        {.verdicts = "One bad letter blocks the whole bag.",
         .reasons = "A box of letters, and nobody can tell why they lie there.",
         .loss = "A letter that cannot be brought is parked, and the others are brought."});
  if (HasFatalFailure()) return;
  scenario.events.emplace_back(post::redrive("of order-2", "", "order-2"), 1h);
  scenario.events.emplace_back(post::redrive("of order-1", post::no_such_address), 2h);
  const Outcome outcome = run(scenario);
  const Rule reports{.says = "a redrive says how many letters it has moved, and left",
                     .hint = "Two letters lay in the box. Which did the filter select?"};
  const Json none{{"moved", 0}, {"left", 2}}, one{{"moved", 1}, {"left", 1}};
  ASSERT_EQ(answer_in(outcome, "of order-2"), none) << outcome.story(reports);
  ASSERT_EQ(answer_in(outcome, "of order-1"), one) << outcome.story(reports);
}

// The first change comes in good weather, the others while the broker is down.
TEST(order, breaker_opens_after_three) {
  const std::vector<Arrival> first{post::change("order-1")};
  std::vector<Arrival> changes = first;
  for (int i = 2; i <= 6; ++i)
    changes.emplace_back(post::change("order-" + std::to_string(i)), 2min + i * 5s);
  const std::vector<eda::Duration> sweeps{1min, 4min, 6min};
  const Outcome outcome = run(broker_with(changes, sweeps, {down(publisher::broker, 2min, 24h)}));
  judge_broker(outcome, first,
               {.crowd = "Three have found the door shut. What does the fourth do?",
                .arrival = "The door is open, and this change has not gone through it."},
               {5});
}

// The tests above run your handlers once, in order. The next three try every order, every overlap
// at each `co_await`, and show the shortest schedule that goes wrong.
TEST(reorder, two_keys_any_order) {
  const std::vector<Letter> first{{"order-1"}, {"order-1", 2}}, second{{"order-2"}};
  std::vector<Letter> all = first;
  all.insert(all.end(), second.begin(), second.end());
  judge_all(during({down(mail::bakery, 0s, 5s)},
                   office_with(true, {post::bag_of(first), post::bag_of(second)})),
            all,
            {.verdicts = "The bakery was closed for five seconds. That is no reason to park.",
             .loss = "Where is the letter that found the bakery closed?",
             .order = "While a letter waits, the next one of its order waits behind it."});
}

TEST(duplicate, letter_twice) {
  const std::vector<Letter> letters{{"order-1"}};
  judge_all(office_with(false, {post::bag_of(letters)}, {.duplicates_per_event_max = 1}), letters,
            {.verdicts = "No answer is no refusal.",
             .loss = "The letter came twice, and so did the pizza. How does the bakery know?"});
}

TEST(timeout, short_rain) {
  const std::vector<Letter> letters{{"order-1"}, {"order-2"}};
  const Scenario scenario =
      during({down(mail::bakery, 0s, 1min)}, office_with(false, {post::bag_of(letters)}));
  for (const Outcome& outcome : every_outcome_of(scenario))
    judge(outcome, letters,
          {.verdicts = "It was only raining.", .loss = "It rained, and the letter is gone."});
}
