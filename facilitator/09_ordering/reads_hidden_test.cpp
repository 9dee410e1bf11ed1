#include "copies.hpp"

using namespace copy_tests;

namespace {

const Rule not_older{
    .says = "a read with a token shows that version or a higher one, or says that it is stale",
    .hint = "You waited for the clock; which version did you wait for?"};
const Rule in_time{.says = "a read that has to wait is answered at its deadline at the latest",
                   .hint = "The reader is not as patient as you are."};
const Rule at_once{.says = "a read that need not wait is answered at the moment of its arrival",
                   .hint = "What this reader may see is there. What are you waiting for?"};

}  // namespace

TEST(timeout, read_own_write) {
  const Rule has_waited{.says = "a read waits for the version that it asks for",
                        .hint = "The version came within the reader's patience. Who looked again?"};
  const std::vector<Arrival> arrivals{
      v1,
      {v2, 8s},
      {read({.id = "waits", .token = 2, .patience_s = 20}), 1s},
      {read({.id = "any", .token = 0, .patience_s = 20}), 1s},
      {read({.id = "later", .token = 2, .patience_s = 20}), 9s},
  };
  for (const Outcome& outcome : every_outcome_of(timed(busy(arrivals)))) {
    for (const std::string id : {"waits", "later"}) {
      const sim::Answered answer = outcome.answers(id).back();
      const Profile profile = answer.value;
      ASSERT_TRUE(profile.version >= 2 || profile.stale) << outcome.story(not_older);
      ASSERT_FALSE(profile.stale) << outcome.story(has_waited);
      ASSERT_EQ(profile.email, email_of(2)) << outcome.story(not_older);
      ASSERT_LE(answer.at, 22s) << outcome.story(in_time);
    }
    ASSERT_EQ(outcome.answers("any").back().at, 1s) << outcome.story(at_once);
    ASSERT_EQ(outcome.answers("later").back().at, 9s) << outcome.story(at_once);
    shows(outcome, "any", {1}, {});
  }
}

TEST(timeout, token_expires) {
  const Rule says_so{.says = "a read that has waited in vain says that its answer is stale",
                     .hint = "The reader got the old page, and nothing on it says so."};
  const Rule patient{.says = "a read waits as long as its patience lasts",
                     .hint = "You gave up, and the reader would have waited."};
  const Rule not_yet{.says = "a read of a user who is not known yet waits too",
                     .hint = "Nobody has told you about this user yet. What does the token say?"};
  const std::vector<Arrival> arrivals{
      v1,
      {v2, 2min},
      {read({.id = "waits", .token = 2, .patience_s = 10}), 1s},
      {read({.id = "hasty", .token = 2, .patience_s = 0}), 1s},
      {read({.id = "unknown", .token = 1, .patience_s = 10, .user = "8"}), 30s},
  };
  for (const Outcome& outcome : every_outcome_of(timed(busy(arrivals)))) {
    const sim::Answered waits = outcome.answers("waits").back();
    const sim::Answered hasty = outcome.answers("hasty").back();
    const sim::Answered unknown = outcome.answers("unknown").back();
    ASSERT_GE(unknown.at, 39s) << outcome.story(not_yet);
    ASSERT_LE(unknown.at, 41s) << outcome.story(in_time);
    for (const sim::Answered& answer : {waits, hasty, unknown})
      ASSERT_TRUE(answer.value.get<Profile>().stale) << outcome.story(says_so);
    ASSERT_GE(waits.at, 10s) << outcome.story(patient);
    ASSERT_LE(waits.at, 12s) << outcome.story(in_time);
    ASSERT_EQ(hasty.at, 1s) << outcome.story(at_once);
    shows(outcome, "last", {2}, {});
  }
}

TEST(stale, old_copy) {
  const Rule same_page{.says = "a read with a token shows what it has checked",
                       .hint = "You checked the date of one page and showed another."};
  const Rules rules;
  for (const auto& [second, right] :
       std::vector<std::pair<Event, Right>>{{v2, {2, 50}}, {gone, {2, 0, true}}}) {
    Scenario scenario = busy(
        {v1, {second, 1min}, {g1, 1min}, {read({.id = "own", .token = 2, .patience_s = 20}), 2min}},
        {.stale_reads_max = 1});
    scenario.events.emplace_back(read({.id = "once more"}), 2h);
    for (const Outcome& outcome : every_outcome_of(scenario)) {
      for (const Profile& own : shown(outcome, "own"))
        ASSERT_TRUE(own.stale || (own.version == 2 && own.email == right.email()))
            << outcome.story(same_page);
      // one of the last two reads may be old
      const Profile last = shown(outcome, "last").back();
      if (rules.broken_by(last, right) != nullptr) shows(outcome, "once more", right, rules);
    }
  }
}
