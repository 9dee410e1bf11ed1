#include "projections.hpp"

#include "check/check.hpp"
#include "fixtures/counter.hpp"
#include "stories_test.hpp"

using namespace stories;
using counter::created, counter::paid, counter::registered;

namespace {

const Rule decides{.says = "a command appends the event that the table gives for it",
                   .hint = "Load the stream, decide, append. Which of the three is missing?"};
const Rule is_shown{.says = "both boards show all events, and `asOf` is the last position",
                    .hint = "The ledger is right and the board is not. Who takes an event in?"};
const Rule counts_once{.says = "an event that comes twice counts once on both boards",
                       .hint = "The board counted the copy. How does it know that it has had one?"};

/// Fails unless both boards show this in every outcome.
void boards_show(const Outcome& outcome, const Json& orders, const Json& customers, int as_of,
                 const Rule& rule) {
  ASSERT_EQ(answer_in(outcome, "orders@60"), (Json{{"rows", orders}, {"asOf", as_of}}))
      << outcome.story(rule);
  ASSERT_EQ(answer_in(outcome, "customers@60"), (Json{{"rows", customers}, {"asOf", as_of}}))
      << outcome.story(rule);
}

}  // namespace

TEST(order, paid) {
  const Rule applies{.says = "an order that was created is paid by its total",
                     .hint = "Nothing was applied: what is the full type?"};
  comes_true({.given = {created("42")}, .when = {.what = "pay"}, .then = {"42 paid p-1"}}, applies);
}

TEST(order, replay_to_shipped) {
  comes_true(
      {.given = {created("42"), paid("42")}, .when = {.what = "ship"}, .then = {"42 shipped"}},
      decides);
  comes_true({.given = {created("42"), paid("42"), counter::shipped("42")},
              .when = {.what = "cancel"},
              .then = {},
              .answer = "rejected"},
             decides);
}

TEST(order, created_is_listed) {
  const Outcome outcome =
      run(shown(shop_after({registered("7")}, {{counter::told({.what = "create"}), 1min}})));
  ASSERT_EQ(stream(outcome), Texts{"42 created 7 1850"}) << outcome.story(decides);
  boards_show(outcome, {{"42", {{"status", "created"}, {"cents", 1850}}}},
              {{"7", {{"tier", "gold"}, {"paid_cents", 0}, {"orders", 0}}}}, 2, is_shown);
}

// The tests above run your handlers once, in order, and tell you of each event once. This one tells
// you of any of them twice, one after another, and shows the shortest schedule that goes wrong.
TEST(duplicate, event_twice) {
  const Scenario twice = one_at_a_time(shop_after(
      {registered("7")},
      {{counter::told({.what = "create"}), 1min}, {counter::told({.what = "pay"}), 2min}},
      {.redeliveries_max = 3}));
  for (const Outcome& outcome : every_outcome_of(shown(twice)))
    boards_show(outcome, {{"42", {{"status", "paid"}, {"cents", 1850}}}},
                {{"7", {{"tier", "gold"}, {"paid_cents", 1850}, {"orders", 1}}}}, 3, counts_once);
}
