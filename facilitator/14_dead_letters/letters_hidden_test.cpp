#include "check/under_load.hpp"
#include "post_test.hpp"

using namespace office;

namespace {

const std::vector<Letter> two{{"order-1"}, {"order-2"}};

/// The bakery does as asked, and answers after the visibility of a letter has passed.
const Weather slow{mail::bakery, Weather::Kind::slow, 0s, 1h, 45s};

}  // namespace

TEST(reorder, redrive_interleaves_with_live) {
  const std::vector<Letter> first{{"order-1", 1, post::mended}}, next{{"order-1", 2}};
  judge_all(
      office_with(
          true, {post::bag_of(first), {post::bag_of(next), 4min}, {post::redrive("again"), 4min}}),
      {first[0], next[0]},
      {.verdicts = "Its address is good. What is the letter parked for?",
       .reasons = "Back in the box, and the reason is gone.",
       .loss = "One letter came back, another one was new. Which of the two is missing?"});
}

TEST(timeout, visibility_expires_mid_handler) {
  judge_all(during({slow}, office_with(false, {post::bag_of(two)}, {.visibility_expiries_max = 1})),
            two,
            {.verdicts = "Nobody has refused this letter.",
             .loss = "Someone else was given the letter while you were reading."});
}

TEST(crash, mid_handler) {
  judge_all(during({down(mail::bakery, 0s, 20s)},
                   office_with(false, {post::bag_of(two)}, {.crashes_max = 1})),
            two, {.verdicts = "It was only raining.", .loss = "Signed for, then dropped."});
}

TEST(duplicate, redrive_twice) {
  const std::vector<Letter> letters{{"order-1", 1, post::mended}};
  judge_all(office_with(false,
                        {post::bag_of(letters),
                         {post::redrive("anna"), 5min},
                         {post::redrive("boris"), 5min},
                         {post::redrive("in the evening"), 5h}},
                        {.crashes_max = 1}),
            letters,
            {.reasons = "Who opens the box wants to know why this letter lies there.",
             .loss = "The redriven letter looks new."});
}

TEST(duplicate, ack_lost) {
  judge_all(during({down(mail::bakery, 0s, 20s), down(mail::bakery, 30s, 50s)},
                   office_with(
                       false, {post::bag_of(two)},
                       {.redeliveries_max = 1, .unknowns_max = 1, .unknowns_of = {"downstream"}})),
            two,
            {.verdicts = "It was only raining.",
             .loss = "A letter came that you have had. What did the bakery think?"});
}

TEST(timeout, ten_minute_outage) {
  const Rule polite{
      .says = "a letter needs 20 calls at most, and is through ten minutes after",
      .hint = "Ten minutes of rain. How often did you knock, and when the last time?"};
  const Rule spread{.says = "letters that fail together do not all come back together",
                    .hint = "Everybody knocked again at the same second."};
  std::vector<Letter> letters;
  for (int i = 1; i <= 10; ++i) letters.push_back({"order-" + std::to_string(i)});
  const Scenario scenario =
      timed(during({down(mail::bakery, 0s, 10min)}, office_with(false, {post::bag_of(letters)})));
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Simulation simulation = simulate(scenario, {.call = Times::fixed(1ms)}, seed);
    const post::Books books = books_of(simulation);
    const Rule rain{.says = "what has met nothing but bad weather is never parked, and not lost",
                    .hint = "It was only raining."};
    if (const std::string flaw = post::flaw_of_verdicts(letters, books); !flaw.empty())
      reject(rain, flaw + "\n" + simulation.summary());
    if (const std::string flaw = post::flaw_of_loss(letters, books); !flaw.empty())
      reject(rain, flaw + "\n" + simulation.summary());
    ASSERT_EQ(post::flaw_of_calls(books, 20min), "") << broken(polite, simulation.summary());
    ASSERT_GE(post::delays_in(books), 3) << broken(spread, simulation.summary());
  }
}

TEST(timeout, polite_waiting) {
  const Rule bounds{.says = "no wait is longer than five minutes, or shorter than nothing",
                    .hint = "Two to the power of thirty is a long time."};
  std::vector<Event> requests;
  for (const int attempt : {1, 2, 5, 20, 40, 100})
    for (const int jitter : {0, 500, 999}) requests.push_back(post::backoff(attempt, jitter));
  const Outcome outcome = run(office_with(true, one_by_one(requests)));
  for (const Event& request : requests) {
    const Json wait = answer_in(outcome, request.id);
    ASSERT_GE(wait, 0) << outcome.story(bounds);
    ASSERT_LE(wait, 300'000) << outcome.story(bounds);
  }
}

TEST(poison, one_bad_among_good) {
  const Hints hints{.verdicts = "One bad letter blocks the whole bag.",
                    .reasons = "A box of letters, and nobody can tell why they lie there.",
                    .loss = "A bad letter, and three good ones. Where is each of them?",
                    .order = "Who may overtake whom, when one is put aside?"};
  const std::vector<Letter> good{{"order-2", 1}, {"order-2", 2}};
  for (const std::string& bad : {post::nowhere, std::string{}}) {
    const std::vector<Letter> first{{"order-1", 1, bad}, {"order-1", 2}};
    judge_all(office_with(true, {post::bag_of(first), post::bag_of(good)}),
              {first[0], first[1], good[0], good[1]}, hints);
  }
}

TEST(poison, kinds_of_failure) {
  const Rule tells{.says = "rejected and malformed never get better, the others may",
                   .hint = "Which of the four can be different in a minute?"};
  const std::vector<std::pair<std::string, std::string>> verdicts{{"rejected", "park"},
                                                                  {"unavailable", "retry"},
                                                                  {"timed_out", "retry"},
                                                                  {"malformed", "park"}};
  std::vector<Event> requests;
  for (const auto& [kind, verdict] : verdicts) requests.push_back(post::classify(kind));
  const Outcome outcome = run(office_with(true, one_by_one(requests)));
  for (const auto& [kind, verdict] : verdicts)
    ASSERT_EQ(answer_in(outcome, kind), verdict) << kind << outcome.story(tells);
}

TEST(concurrency, two_consumers_one_key) {
  const std::vector<Letter> letters{{"order-1", 1}, {"order-1", 2}};
  judge_all(
      during({slow}, office_with(true, {post::bag_of(letters)}, {.visibility_expiries_max = 1})),
      letters,
      {.loss = "Two had the same letter in hand. What did the bakery get?",
       .order = "The second letter went to the bakery while the first was still in hand."});
}
