#include "drawer.hpp"

using namespace outbox_tests;
using testing::SizeIs;

TEST(order, same_millisecond) {
  const Rules rules{
      .lost = {.says = "two commands of one millisecond are both announced",
               .hint = "Two letters in one pigeon-hole; one is gone."},
      .order = {.says = "two facts of one millisecond go out in the order of their sequence",
                .hint = "The clock stood still; the pages did not."}};
  for (const Outcome& outcome : every_outcome_of(
           desk_with({placed_42, {olives, 1min}, {capers, 1min}}, {}, Overlap::none_any_order)))
    ASSERT_THAT(announced(outcome), either_first()) << rules.story(outcome, olives_first);
}

TEST(order, twelve_changes) {
  const Rules rules{.order = {.says = "the facts of a long order go out in their sequence",
                              .hint = "Does 10 come after 9 in your drawer, or before 2?"}};
  std::vector<Event> commands{placed_42};
  Facts right{"1 placed 1000"};
  for (int i = 2; i <= 12; ++i) {
    commands.push_back(desk::add_item({.command_id = "d-" + std::to_string(i), .cents = 100}));
    right.push_back(std::to_string(i) + " itemadded " + std::to_string(900 + i * 100));
  }
  const Outcome outcome = run(desk_with(one_by_one(commands)));
  ASSERT_EQ(announced(outcome), right) << rules.story(outcome, right);
}

TEST(lint, event_body) {
  const Rule own_words{.says = "a fact carries no field of its command but `orderId` and `cents`",
                       .hint = "Card number in the newsletter."};
  const Rule complete{.says = "a fact says of which order it is, its number and the new total",
                      .hint = "What does a reader need who has only this event?"};
  const Outcome outcome = run(desk_with(one_by_one({placed_42, olives})));
  ASSERT_EQ(announced(outcome), one_item) << outcome.story(complete);
  for (const auto& [fact, by, at] : outcome.published()) {
    const Json flat = fact.data.flatten();
    for (const auto& [path, value] : flat.items())
      for (const std::string field : {"card", "clerk", "commandId"})
        for (const Event& command : {placed_42, olives})
          ASSERT_FALSE(path.ends_with("/" + field) || value == command.data.at(field))
              << path << " is " << value << "\n"
              << outcome.story(own_words);
  }
}

TEST(duplicate, command_after_progress) {
  const Rules rules{.invented = {.says = "a command that comes again changes and announces nothing",
                                 .hint = "A repeated command sent the order back to the start."}};
  const Rule refused{.says = "a command that is refused changes and announces nothing",
                     .hint = "There is no such order. Who has opened one?"};
  const Event told_again =
      desk::add_item({.command_id = "c-7", .cents = 300, .told_as = "told-again-c-7"});
  const Event second_place = desk::place_order({.command_id = "c-8", .cents = 400});
  const Event more_olives = desk::add_item({.command_id = "c-1", .cents = 300});
  const Event too_early = desk::add_item({.command_id = "c-3", .cents = 100, .order_id = "4"});
  Scenario later = desk_with({placed_42,
                              {olives, 1min},
                              {capers, 3min},
                              {placed_42, 30min},
                              {olives, 31min},
                              {second_place, 32min},
                              {too_early, 33min},
                              {placed("4"), 34min},
                              {told_again, 4h},
                              {placed_42, 4h + 1min},
                              {more_olives, 4h + 2min}});
  later.sweeps.push_back(2min);
  Facts right = olives_first;
  right.push_back("4 itemadded 2150");
  for (const Outcome& outcome : every_outcome_of(later)) {
    ASSERT_EQ(announced(outcome), right) << rules.story(outcome, right);
    ASSERT_EQ(announced(outcome, "4"), Facts{"1 placed 700"}) << outcome.story(refused);
  }
}

TEST(crash, anywhere) {
  const Rules rules{.lost = {.says = "a change is announced although a handler died",
                             .hint = "Saved, crashed, silent for ever."}};
  for (const Outcome& outcome : every_outcome_of(
           with_two_postmen(desk_with(one_by_one({placed_42, olives}), {.crashes_max = 1}))))
    ASSERT_EQ(announced(outcome), one_item) << rules.story(outcome, one_item);
}

TEST(concurrency, changes_at_once) {
  const Rules rules{.invented = {.says = "what is announced has been saved",
                                 .hint = "You announced an order that was never saved."}};
  for (const Outcome& outcome :
       every_outcome_of(desk_with({placed_42, {olives, 1min}, {capers, 1min}}, {.crashes_max = 1})))
    ASSERT_THAT(announced(outcome), either_first()) << rules.story(outcome, olives_first);
}

TEST(reorder, an_entry_fails) {
  const Rules rules{.lost = {.says = "a fact that the bus did not take is published again",
                             .hint = "The bus said no to one of them. Did anybody look?"}};
  for (const Outcome& outcome : every_outcome_of(
           desk_with(one_by_one({placed_42, olives, capers}), {.partial_failures_max = 1})))
    ASSERT_EQ(announced(outcome), olives_first) << rules.story(outcome, olives_first);
}

TEST(timeout, answer_lost) {
  const Rules rules{
      .lost = {.says = "a fact is published although an answer of the bus or the store was lost",
               .hint = "Silence is not yes. What can you read, or repeat, without harm?"},
      .invented = {.says = "a command is announced once although an answer was lost",
                   .hint = "The answer was lost, the change was not. Read again: is `commandId` "
                           "in the order?"}};
  for (const Outcome& outcome : every_outcome_of(
           with_two_postmen(desk_with(one_by_one({placed_42, olives}), {.unknowns_max = 1}))))
    ASSERT_EQ(announced(outcome), one_item) << rules.story(outcome, one_item);
}

TEST(failure, one_entry_never_taken) {
  const Rule others_go_out{
      .says = "a fact that the bus never takes holds up its own order and no other",
      .hint = "One unreadable address and the whole street gets no post."};
  const Rule own_order_waits{
      .says = "no fact of an order goes out before the one that the bus does not take",
      .hint = Rules{}.order.hint};
  const Json first = Json::array({1});
  for (const std::string stuck : {"42", "42-b"}) {
    Faults never;
    never.never_taken = {{{"data", {{"orderId", {stuck}}, {"sequence", first}}}}};
    const Scenario two_orders =
        desk_with({placed_42, placed("42-b"), {olives, 1min}}, never, Overlap::none_any_order);
    for (const Outcome& outcome : every_outcome_of(two_orders)) {
      ASSERT_THAT(announced(outcome, stuck), testing::IsEmpty()) << outcome.story(own_order_waits);
      const std::string other = stuck == "42" ? "42-b" : "42";
      ASSERT_EQ(announced(outcome, other), stuck == "42" ? Facts{"1 placed 700"} : one_item)
          << outcome.story(others_go_out);
    }
  }
}

TEST(stale, old_rows) {
  const Rules rules{.order = {.says = "the facts of an order go out in their sequence, although "
                                      "a read was out of date",
                              .hint = "You saw page three and not page two. Was there none, or had "
                                      "the store not shown it yet?"}};
  for (const Outcome& outcome : every_outcome_of(with_two_postmen(
           desk_with(one_by_one({placed_42, olives, capers}), {.stale_reads_max = 1}))))
    ASSERT_EQ(announced(outcome), olives_first) << rules.story(outcome, olives_first);
}

TEST(concurrency, postman_meets_commit) {
  const Rules rules{.lost = {.says = "a letter is found although a postman came while it was "
                                     "being written",
                             .hint = "The postman looked, and the letter came after. Where does "
                                     "the next one begin to look?"}};
  // The first sweep uses up a race that would let the addition meet the order that it adds to.
  Scenario race = desk_with({placed_42, {olives, 2min}}, {.crashes_max = 1, .time_races_max = 1});
  race.sweeps = {1min, 2min, 3min, 4min, 5min};
  for (const Outcome& outcome : every_outcome_of(race))
    ASSERT_EQ(announced(outcome), one_item) << rules.story(outcome, one_item);

  Scenario two = desk_with({placed_42, {olives, 2min}, {capers, 2min}}, {.time_races_max = 1});
  two.sweeps = race.sweeps;
  for (const Outcome& outcome : every_outcome_of(two))
    ASSERT_THAT(announced(outcome), either_first()) << rules.story(outcome, olives_first);
}

TEST(concurrency, postmen_share_a_drawer) {
  const Rules rules;
  const Rule no_flood{.says = "two postmen at once publish a fact twice at most",
                      .hint =
                          "The letter went out again and again. How does a postman learn that "
                          "it has been sent?"};
  Scenario two = desk_with(one_by_one({placed_42, olives, capers}));
  two.sweeps = {5min, 5min, 6min, 7min};
  two.observed.copies = true;
  for (const Outcome& outcome : every_outcome_of(two)) {
    ASSERT_EQ(announced(outcome), olives_first) << rules.story(outcome, olives_first);
    ASSERT_THAT(outcome.published(), SizeIs(testing::Le(6u))) << outcome.story(no_flood);
  }
}

TEST(duplicate, command_twice) {
  const Rules rules{.invented = {.says = "a command that comes twice changes the order once",
                                 .hint = "Both copies asked before either was saved. Which write "
                                         "can only one of them win?"}};
  const Faults copy_and_crash{.duplicates_per_event_max = 1, .duplicates_max = 1, .crashes_max = 1};
  for (const Outcome& outcome :
       every_outcome_of(desk_with(one_by_one({placed_42, olives}), copy_and_crash)))
    ASSERT_EQ(announced(outcome), one_item) << rules.story(outcome, one_item);
}

TEST(reorder, faults_meet) {
  const Rules rules;
  Scenario all = desk_with({placed_42, placed("4"), {olives, 1min}},
                           {.crashes_max = 1, .unknowns_max = 1, .partial_failures_max = 1});
  all.sweeps.insert(all.sweeps.end(), {5min, 6min});
  for (const Outcome& outcome : every_outcome_of(all)) {
    ASSERT_EQ(announced(outcome), one_item) << rules.story(outcome, one_item);
    ASSERT_EQ(announced(outcome, "4"), Facts{"1 placed 700"})
        << rules.story(outcome, {"1 placed 700"}, "4");
  }
}
