#include "hall.hpp"

using namespace hall;

TEST(reorder, streams_interleaved) {
  const Rules rules{.lacks = {.says = "both boards show all events, in whatever order they came",
                              .hint = "Page 3 came before page 2, and page 2 was never read."}};
  const Event orders = counter::import(
      {created("42"), created("43"), paid("42"), paid("43"), shipped("42"), shipped("43")},
      "orders");
  boards_stay_right(one_at_a_time(shop_after({registered()}, {{orders, 1min}})), rules);
}

TEST(reorder, customer_registered_late) {
  const Rules rules{.lacks = {.says = "a payment counts, although the customer is registered later",
                              .hint = "The customer's page opened before the order's."}};
  boards_stay_right(one_at_a_time(shop_after({created(), paid(), registered()})), rules);
}

TEST(crash, anywhere) {
  const Rules rules{.lacks = {.says = "an event is on both boards although a handler died",
                              .hint = "The bookmark is ahead of the reading."},
                    .twice = {.says = "an event counts once although a handler died",
                              .hint = "The page was read twice."}};
  const Faults crash_and_copy{.redeliveries_max = 1, .crashes_max = 1};
  boards_stay_right(shop_after(two_paid_orders, {}, crash_and_copy), rules);

  const Rule once{"a command is carried out once although its handler died, or its answer was lost",
                  "Who wrote the event that was in your way?"};
  const Scenario commands = shown(shop_after({}, {{told(create), 1min}, {told(pay), 2min}},
                                             {.crashes_max = 1, .unknowns_max = 1}));
  for (const Outcome& outcome : every_outcome_of(commands)) {
    ASSERT_EQ(stream(outcome), (Texts{"42 created 7 1850", "42 paid p-1"})) << outcome.story(once);
    for (const Command& command : {create, pay})
      ASSERT_EQ(result(outcome, command), "accepted") << outcome.story(once);
    boards_are_right(outcome, rules);
  }
}

TEST(duplicate, event) {
  const Rules rules{.twice = {.says = "an event that comes twice counts once",
                              .hint = "The view counted the copy."}};
  boards_stay_right(one_at_a_time(shop_after(two_paid_orders, {}, {.redeliveries_max = 4})), rules);
  boards_stay_right(shop_after(two_paid_orders, {}, {.redeliveries_max = 1}), rules);
}

TEST(concurrency, pay_meets_cancel) {
  const Rule legal{.says = "no event of a stream is illegal for the order before it",
                   .hint = "Both looked at an order that was merely created."};
  const Rule told_right{.says = "what the answers say is what the stream says",
                        .hint = "The customer was told one thing, and the ledger says another."};
  const auto meet = [&](const std::vector<Event>& before, const Command& one,
                        const Command& other) {
    for (const Outcome& outcome :
         every_outcome_of(shop_after(before, {{told(one), 1min}, {told(other), 1min}}))) {
      ASSERT_EQ(boards::illegal_event_in(all_events(outcome)), "") << outcome.story(legal);
      for (const Command& command : {one, other})
        ASSERT_EQ(result(outcome, command), has_event(outcome, command) ? "accepted" : "rejected")
            << outcome.story(told_right);
      ASSERT_GT(all_events(outcome).size(), before.size()) << outcome.story(told_right);
    }
  };
  meet({created()}, pay, cancel);
  meet({created(), paid()}, ship, cancel);
}

TEST(duplicate, command) {
  const Rule accepted_again{.says = "the copy of an accepted command is accepted again",
                            .hint = "The customer pressed twice and got an error for a success."};
  const Rule no_event{.says = "a command appends one event, however often it comes",
                      .hint = "You have had this command. Where does the stream say so?"};
  Command pressed_again = pay, other_click = pay, next_day = pay, new_again = create;
  pressed_again.told_as = "again", next_day.told_as = "next-day";
  other_click.command_id = "other-click", new_again.command_id = "past-42-created";
  for (const Outcome& outcome :
       every_outcome_of(shop_after({created()}, {{told(pay), 1min},
                                                 {told(pressed_again), 1min},
                                                 {told(other_click), 5min},
                                                 {told(ship), 6min},
                                                 {told(next_day), 24h},
                                                 {told(new_again), 25h}}))) {
    for (const Command& command : {pay, pressed_again, other_click, ship, next_day, new_again})
      ASSERT_EQ(result(outcome, command), "accepted") << outcome.story(accepted_again);
    ASSERT_EQ(stream(outcome), (Texts{"42 created 7 1850", "42 paid p-1", "42 shipped"}))
        << outcome.story(no_event);
  }
  const Rule whatever_came{"the copy of an accepted command is accepted, whatever came since",
                           "He paid, and he cancelled. Was it an error that he had paid?"};
  for (const Outcome& outcome : every_outcome_of(shop_after(
           {created()}, {{told(pay), 1min}, {told(cancel), 2min}, {told(next_day), 24h}}))) {
    ASSERT_EQ(result(outcome, next_day), "accepted") << outcome.story(whatever_came);
    ASSERT_EQ(stream(outcome).size(), 3u) << outcome.story(no_event);
    ASSERT_EQ(answer_in(outcome, counter::id_of(next_day)).at("position"), 3)
        << outcome.story(has_position);
  }
}

TEST(concurrency, two_orders_one_customer) {
  const Rules rules{.lacks = {.says = "two payments of one customer at once both count",
                              .hint = "Both read the customer's row before either wrote it."}};
  boards_stay_right(
      shop_after({created("42"), created("43")},
                 {{told(pay), 1min}, {told({.what = "pay", .order_id = "43"}), 1min}}),
      rules);
}

TEST(order, lifecycle) {
  const Rule told_right{.says = "a legal command is accepted, and its event is in the stream",
                        .hint = "Nothing was applied: what is the full type?"};
  const Command other{.what = "create", .order_id = "43"},
      regret{.what = "cancel", .order_id = "43"};
  const Scenario day = shop_after({}, {{told(create), 1min},
                                       {told(other), 1min},
                                       {told(pay), 2min},
                                       {told(regret), 2min},
                                       {told(ship), 3min}});
  for (const Outcome& outcome : every_outcome_of(one_at_a_time(shown(day)))) {
    for (const Command& command : {create, other, pay, regret, ship})
      ASSERT_EQ(result(outcome, command), "accepted") << outcome.story(told_right);
    ASSERT_EQ(stream(outcome), (Texts{"42 created 7 1850", "42 paid p-1", "42 shipped"}))
        << outcome.story(told_right);
    ASSERT_EQ(answer_in(outcome, counter::id_of(ship)).at("position"), 5)
        << outcome.story(has_position);
    boards_are_right(outcome);
  }
}

TEST(order, all_transitions) {
  const Rule amount{.says = "an order is paid if exactly its total is paid",
                    .hint = "Paid 1 penny."};
  const Rule no_order{.says = "a command to an order that does not exist is rejected",
                      .hint = "Someone cancelled an order that does not exist."};
  const Rule table{.says = "each command is decided by the table",
                   .hint = "Find the row of the command, and the column of the order."};
  Command nothing = pay, too_little = pay, too_much = pay, again = pay;
  nothing.cents = 0, too_little.cents = 1849, too_much.cents = 1851, again.payment_id = "p-2";
  for (const Command& command : {cancel, nothing})
    comes_true({.when = command, .answer = "rejected"}, no_order);
  comes_true({.given = {created()}, .when = too_little, .answer = "rejected"}, amount);
  comes_true({.given = {created()}, .when = too_much, .answer = "rejected"}, amount);
  comes_true({.given = {created(), paid()}, .when = again, .answer = "rejected"}, table);

  const std::vector<std::vector<Event>> orders{{},
                                               {created()},
                                               {created(), paid()},
                                               {created(), paid(), shipped()},
                                               {created(), counter::cancelled()},
                                               {created(), paid(), counter::cancelled()}};
  const std::string accepted = "accepted", rejected = "rejected";  // and no event
  const std::vector<std::pair<Command, Texts>> rows{
      {create, {"42 created 7 1850", rejected, rejected, rejected, rejected, rejected}},
      {pay, {rejected, "42 paid p-1", accepted, accepted, rejected, rejected}},
      {ship, {rejected, rejected, "42 shipped", accepted, rejected, rejected}},
      {cancel, {rejected, "42 cancelled", "42 cancelled", rejected, accepted, accepted}}};
  for (const auto& [command, row] : rows) {
    for (std::size_t i = 0; i < orders.size(); ++i) {
      Story story{.given = orders[i], .when = command, .answer = row[i]};
      if (row[i] != accepted && row[i] != rejected) story.then = {row[i]}, story.answer = accepted;
      comes_true(story, table);
    }
  }
}

TEST(timeout, view_says_how_old) {
  const Rule not_too_high{.says = "a board with `asOf` p has taken in every event up to p",
                          .hint = "The board says 4 and shows 3. Which of them was read first?"};
  for (const std::string board : {"orders", "customers"}) {
    const Scenario live = shown(shop_after(two_paid_orders, {show(board, 0min)}));
    for (const Outcome& outcome : every_outcome_of(live)) {
      const Json seen = answer_in(outcome, board + "@0");
      ASSERT_TRUE(boards::is_as_old_as_it_says(seen, board, all_events(outcome)))
          << seen << outcome.story(not_too_high);
      boards_are_right(outcome);
    }
  }
}

TEST(stale, old_page) {
  const Rule up_to_date{"a command is decided on the whole stream, although a read may be old",
                        "The page was not there yet, or had the event store not shown it?"};
  const Scenario paid_before =
      shown(shop_after({created(), paid()}, {{told(ship), 1min}}, {.stale_reads_max = 1}));
  for (const Outcome& outcome : every_outcome_of(paid_before)) {
    ASSERT_EQ(result(outcome, ship), "accepted") << outcome.story(up_to_date);
    boards_are_right(outcome);
  }
}

TEST(poison, unknown_type) {
  const Rule refused{.says = "an order with an unknown event rejects every command",
                     .hint = "You do not know what has happened to it. May you ship it?"};
  const Rules rules{.as_of = {.says = "the boards pass over an unknown event, and so does `asOf`",
                              .hint = "Somebody waits for position 3, and the board stays at 1."}};
  const Scenario present = shop_after({created(), counter::gifted(), paid()}, {{told(ship), 1min}});
  for (const Outcome& outcome : every_outcome_of(shown(present))) {
    const Json last = answer_in(outcome, counter::id_of(ship));
    ASSERT_EQ(result(outcome, ship), "rejected") << outcome.story(refused);
    ASSERT_EQ(last.at("why"), "unknown event") << outcome.story(refused);
    ASSERT_EQ(all_events(outcome).size(), 3u) << outcome.story(refused);
    boards_are_right(outcome, rules);
  }
}

TEST(failure, rebuild_while_live) {
  const Rules rules{.lacks = {"after a rebuild both boards show all events by the new rule",
                              "What was pinned to the old board while you made the new one?"},
                    .twice = {.says = "a rebuild that begins again counts each event once",
                              .hint = "One rebuild died half-way. What does the next one find on "
                                      "its new board?"}};
  const Rule meanwhile{.says = "during a rebuild a board shows the old rule or the new one",
                       .hint = "A visitor saw a board half painted. When do you hang it up?"};
  const Rule never_back{.says = "during a rebuild `asOf` does not fall",
                        .hint = "The new board had read less than the old one. Who has checked?"};
  const Rule stays{"after a rebuild the board of the customers shows the new rule",
                   "The old board hangs there. Was the new one never hung up, or taken down?"};
  const Event rebuild = counter::rebuild(1000);
  const std::vector<Event> history{created("42"), created("43", "7", 500), paid("43"), paid("42")};
  const std::vector<Arrival> at_once{
      {rebuild, 1min}, {told(ship), 1min}, show("orders", 1min), show("customers", 1min)};
  for (const Outcome& outcome :
       every_outcome_of(shown(shop_after(history, at_once, {.crashes_max = 1})))) {
    const std::vector<Event> all = all_events(outcome);
    for (const std::string board : {"orders", "customers"}) {
      const Json seen = answer_in(outcome, board + "@1");
      ASSERT_TRUE(boards::is_as_old_as_it_says(seen, board, all) ||
                  boards::is_as_old_as_it_says(seen, board, all, 1000))
          << seen << outcome.story(meanwhile);
      ASSERT_GE(seen.at("asOf"), int(history.size())) << outcome.story(never_back);
    }
    const Json old_rows = boards::view_of(all).at("customers");
    ASSERT_NE(answer_in(outcome, "customers@60"), (Json{{"rows", old_rows}, {"asOf", all.size()}}))
        << outcome.story(stays);
    boards_are_right(outcome, rules, 1000);
  }
}
