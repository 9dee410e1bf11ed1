#include "correlator.hpp"

#include "check/check.hpp"
#include "fixtures/pizza.hpp"

using namespace check;
using testing::ElementsAre;

namespace {

const std::string order_id = "42";
Event payment() { return pizza::payment_completed(order_id); }
Event stock() { return pizza::inventory_reserved(order_id); }
Event chef() { return pizza::chef_assigned(order_id); }

/// What comes of `facts`, sent one after another, when a sweep looks round after half an hour.
Outcome after(std::vector<Arrival> facts) {
  return run({.services = {kitchen::service},
              .events = std::move(facts),
              .sweeps = {31min, 32min, 33min, 35min}});
}

/// What the kitchen has announced, in words.
std::vector<std::string> announced(const Outcome& outcome) {
  std::vector<std::string> words;
  for (const std::string& type : {kitchen::ready, kitchen::timed_out})
    for (const Event& fact : outcome.facts(type)) words.push_back(pizza::in_words(fact));
  return words;
}

const Rule cooks_a_complete_order{
    .says = "an order whose three tickets have come in is announced as ready, once",
    .hint =
        "All three came in, one after the other. Under which name is each recorded, and which "
        "names are looked for?"};
const Rule gives_up_in_time{
    .says = "an order that lacks a ticket after thirty minutes is given up, once",
    .hint = "Who wakes up when the thirty minutes are over, and how do they know what is missing?"};

}  // namespace

TEST(order, in_sequence) {
  const Outcome outcome = after({payment(), stock(), chef()});
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready"))
      << outcome.story(cooks_a_complete_order);
}

TEST(order, ready_says_who_what_and_when) {
  const Outcome outcome = after({payment(), stock(), chef()});
  const Event example = pizza::kitchen_ready(order_id);
  ASSERT_THAT(outcome.facts(example.type), ElementsAre(has_data("orderId", order_id)))
      << outcome.story(cooks_a_complete_order);
  const Event ready = outcome.facts(example.type).front();
  EXPECT_FALSE(ready.id.empty());
  EXPECT_EQ(ready.source, example.source);
  EXPECT_TRUE(ready.time.has_value());
}

TEST(reorder, chef_first) {
  const Outcome outcome = after({chef(), payment(), stock()});
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready"))
      << outcome.story(cooks_a_complete_order);
}

TEST(duplicate, payment_again_after_the_end) {
  const Outcome outcome = after({payment(), stock(), chef(), {payment(), 2min}});
  ASSERT_THAT(announced(outcome), ElementsAre("42 is ready"))
      << outcome.story(cooks_a_complete_order);
}

TEST(timeout, chef_never_comes) {
  const Outcome outcome = after({payment(), stock()});
  ASSERT_THAT(announced(outcome), ElementsAre("42 timed out without chef"))
      << outcome.story(gives_up_in_time);
}
