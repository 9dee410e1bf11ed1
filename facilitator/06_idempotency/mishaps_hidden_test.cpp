#include "till.hpp"

using namespace payment_tests;

namespace {

/// For handlers that die.
const Rules whoever_dies{
    .twice = {.says = "an intent is charged once although a handler died, wherever it died",
              .hint = "The terminal took you for a new customer."},
    .never = {.says = "an intent is charged although a handler died, wherever it died",
              .hint = "Marked as paid. Nobody paid."},
    .silent = {.says = "an intent is announced although a handler died, wherever it died",
               .hint =
                   "The money is there, and the shop was not told. What does the next one find, "
                   "and what is left for it to do?"}};

}  // namespace

TEST(crash, anywhere) {
  settles(busy({told(paid)}, a_copy_and_a_crash), {paid}, whoever_dies);
  settles(busy({told(declined), told(retried)}, a_copy_and_a_crash), {declined, retried},
          whoever_dies);
}

TEST(duplicate, twenty_five_hours_later) {
  const std::string hint = "The gateway forgets your key after a day. Who still knows then?";
  const Rules still_known{
      .twice = {.says = "a copy that comes 25 hours later does not charge again", .hint = hint},
      .repeated = {.says = "a copy that comes 25 hours later announces nothing new", .hint = hint}};
  settles(busy({told(paid), {told(paid), 25h}},
               {.crashes_max = 1, .unknowns_max = 1, .unknowns_of = {"gateway"}}),
          {paid}, still_known);
}

namespace {

/// Number of letters to the customer of `intent`; -1: there are others.
int letters_to(const Outcome& outcome, const Attempt& intent) {
  const Json& letters = outcome.held("mailer").at("letters");
  const bool is_theirs = std::ranges::all_of(
      letters, [&](const Json& letter) { return letter.at("to") == intent.customer_id; });
  return is_theirs ? int(letters.size()) : -1;
}

}  // namespace

TEST(duplicate, receipts) {
  const Rule to_whom{.says = "a receipt goes to the customer who has paid",
                     .hint = "Who is `customerId`, and who got the letter?"};
  const Rule one_each{.says = "copies that come one after another: one receipt",
                      .hint = "Two receipts, one pizza: which policy is that?"};
  for (const Outcome& outcome : every_outcome_of(
           calm({told(paid), {told(paid), 1min}, {told(paid), 2min}, {told(paid), 25h}}))) {
    ASSERT_GE(letters_to(outcome, paid), 0) << outcome.story(to_whom);
    ASSERT_EQ(letters_to(outcome, paid), 1) << outcome.story(one_each);
  }

  const Rule no_money{.says = "nobody gets a receipt for a card that was declined",
                      .hint = "Nothing was paid. What does the customer read?"};
  for (const Outcome& outcome : every_outcome_of(busy({told(declined)}, a_copy_and_a_crash)))
    ASSERT_EQ(letters_to(outcome, declined), 0) << outcome.story(no_money);

  const Rule one_policy{
      .says =
          "with crashes and lost answers, either nobody ever gets two receipts or nobody ever "
          "gets none",
      .hint = "Here it is two, there it is none. What comes first, the letter or the note of it?"};
  bool is_missed = false, is_doubled = false;
  Faults faults = a_copy_and_a_crash;
  faults.unknowns_max = 1;
  faults.unknowns_of = {"mailer"};
  for (const Outcome& outcome : every_outcome_of(busy({told(paid)}, faults))) {
    is_missed |= letters_to(outcome, paid) == 0;
    is_doubled |= letters_to(outcome, paid) >= 2;
    ASSERT_FALSE(is_missed && is_doubled) << outcome.story(one_policy);
  }
}

TEST(stale, duplicate_check) {
  const Rules up_to_date{
      .twice = {.says = "an old answer from the store does not charge twice",
                .hint = "Your read found no intent. Was there none, or was the answer an old one?"},
      .keyed = {.says = "an old answer from the store does not change the `paymentId`",
                .hint = "Your read found no key. Was there none, or was the answer an old one?"}};
  settles(busy({told(paid), {told(paid), 1min}}, {.crashes_max = 1, .stale_reads_max = 1}), {paid},
          up_to_date);
}

TEST(concurrency, sweep_meets_handler) {
  const Rules both{
      .twice = {.says = "an intent is charged once although a sweep meets its handler",
                .hint = "The sweep found it pending, and so did the handler. Under which key does "
                        "each of them charge?"}};
  settles(swept({0min, 10min, 11min, 12min},
                busy({told(paid)},
                     {.duplicates_per_event_max = 1, .crashes_max = 1, .time_races_max = 1})),
          {paid}, both);
  // no crash here: a worker may hold the intent for five minutes, and no sweep comes after that
  settles(busy({told(paid)}, {.time_races_max = 1}), {paid}, both);
}

TEST(timeout, gateway_unknown) {
  const Rules unanswered{.twice = {.says = "an intent is charged once although an answer was lost",
                                   .hint = "It may have been done. Ask again in the same words."},
                         .never = {.says = "an intent is charged although an answer was lost",
                                   .hint = "It may not have been done. Who finds out?"},
                         .lied = {.says = "an intent whose card was not declined has not failed",
                                  .hint = "\"I don't know\" is not \"no\": ask the gateway."}};
  settles(busy({told(paid)}, {.duplicates_per_event_max = 1, .crashes_max = 1, .unknowns_max = 1}),
          {paid}, unanswered);
}

TEST(timeout, gateway_away) {
  const Rules later{
      .never = {.says = "an intent is charged when the gateway is back",
                .hint = "You stopped asking, rightly. Who asks again?"},
      .silent = {.says = "what a sweep has charged is announced although the sweep died",
                 .hint = "A sweep died too. What does the next one find?"}};
  Scenario away = busy({told(paid)}, {.crashes_max = 1});
  away.weather = {{"gateway", sim::Weather::Kind::down, 0min, 5min}};
  settles(away, {paid}, later);
}
