#include "outbox.hpp"

#include "check/check.hpp"
#include "fixtures/desk.hpp"

using namespace check;
using testing::ElementsAre;

namespace {

const Event placed_42 = desk::place_order({.command_id = "c-1", .cents = 1000});
const Event placed_43 = desk::place_order({.command_id = "c-2", .cents = 700, .order_id = "43"});
const Event olives = desk::add_item({.command_id = "c-3", .cents = 300});

/// The commands, which reach the bus a minute apart, and the rounds of the postmen.
Scenario desk_with(std::vector<Event> commands, std::vector<eda::Duration> rounds,
                   Faults faults = {}) {
  return {.services = {orders::service},
          .events = one_by_one(std::move(commands)),
          .sweeps = std::move(rounds),
          .faults = std::move(faults)};
}

/// Returns what has been announced of an order: "2 itemadded 1300".
std::vector<std::string> announced(const Outcome& outcome, const std::string& order_id = "42") {
  std::vector<std::string> facts;
  for (const std::string& type : {orders::placed, orders::item_added})
    for (const Event& fact : outcome.facts(type))
      if (testing::Value(fact, has_data("orderId", order_id)))
        facts.push_back(desk::in_words(fact));
  return facts;
}

const Rule is_announced{
    .says = "a command that is accepted is announced, with its order, number and total",
    .hint =
        "The order was changed and nobody heard of it. Is there a letter in the drawer, and "
        "who takes it out?"};

}  // namespace

TEST(order, one_command) {
  const Outcome outcome = run(desk_with({placed_42}, {5min, 6min, 7min}));
  ASSERT_THAT(announced(outcome), ElementsAre("1 placed 1000")) << outcome.story(is_announced);
  const Rule sent_once{.says = "a letter that has been sent stays in the drawer",
                       .hint =
                           "The second postman found the same letter. What has the first one "
                           "left behind for him?"};
  ASSERT_THAT(outcome.published(), testing::SizeIs(1)) << outcome.story(sent_once);
}

TEST(order, two_orders) {
  const Outcome outcome = run(desk_with({placed_42, placed_43, olives}, {5min, 6min, 7min}));
  ASSERT_THAT(announced(outcome), ElementsAre("1 placed 1000", "2 itemadded 1300"))
      << outcome.story(is_announced);
  ASSERT_THAT(announced(outcome, "43"), ElementsAre("1 placed 700")) << outcome.story(is_announced);
}

// The tests above run your handlers once, in order. Those below run them with every fault and
// every overlap that their scenarios allow, and show the shortest schedule that goes wrong.
TEST(failure, bus_refuses_once) {
  const Rule goes_out_later{.says = "a fact that the bus did not take is published again",
                            .hint = "The bus said no to one of them. Did anybody look?"};
  for (const Outcome& outcome :
       every_outcome_of(desk_with({placed_42}, {1min, 2min, 3min}, {.partial_failures_max = 1})))
    ASSERT_THAT(announced(outcome), ElementsAre("1 placed 1000")) << outcome.story(goes_out_later);
}

TEST(concurrency, two_postmen) {
  const Rule one_fact{.says = "two postmen who take out the same letter publish one fact",
                      .hint = "Same letter, two numbers: nobody can tell it is the same."};
  for (const Outcome& outcome : every_outcome_of(desk_with({placed_42}, {1min, 1min, 2min}))) {
    ASSERT_GE(announced(outcome).size(), 1u) << outcome.story(is_announced);
    ASSERT_THAT(announced(outcome), ElementsAre("1 placed 1000")) << outcome.story(one_fact);
  }
}
