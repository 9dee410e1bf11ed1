#include "till.hpp"

using namespace payment_tests;

namespace {

const Rules another_intent{
    .never = {.says = "a second attempt is charged although the first was declined",
              .hint = "A second attempt is no copy of the first."}};

}  // namespace

TEST(order, retry_after_decline) {
  settles(calm({told(declined), {told(retried), 5min}}), {declined, retried}, another_intent);
  const Attempt declined_again{.number = 2, .card = "declined"};
  const Attempt third{.number = 3};
  settles(calm({told(declined), {told(declined_again), 5min}, {told(third), 10min}}),
          {declined, declined_again, third}, another_intent);
}

TEST(reorder, retry_before_original) {
  const Rules any_order{
      .never = {.says = "a second attempt is charged also when it comes before the first",
                .hint = "The bus keeps no order. What do you wait for, and does it come?"}};
  settles(calm({told(declined), told(retried)}, a_copy), {declined, retried}, any_order);
}

TEST(duplicate, overlapping) {
  const Rules both_at_once{
      .twice = {.says = "two copies that are handled at the same time charge once",
                .hint = "Both asked \"is there a payment?\" before there was one."}};
  settles(busy({told(paid)}, a_copy), {paid}, both_at_once);
  settles(busy({told(paid), told(paid_too)}), {paid, paid_too}, both_at_once);
}

TEST(duplicate, under_another_id) {
  const Rules same_letter{
      .twice = {.says = "two events about one intent charge once",
                .hint = "The same letter in a new envelope."},
      .repeated = {.says = "two events about one intent are answered by one fact",
                   .hint = "The same letter in a new envelope."}};
  settles(busy({told(paid), told(retold)}), {paid}, same_letter);
}
