#include "ordering.hpp"

#include "check/check.hpp"
#include "fixtures/profiles.hpp"

using namespace check;
using newsletter::Profile;
using profiles::email_changed, profiles::email_of, profiles::points_added;

namespace {

/// The newsletter, the facts that it gets, and a read an hour later.
Scenario copy_of(std::vector<Arrival> facts, Overlap overlap = Overlap::full) {
  facts.emplace_back(profiles::read({.id = "last"}), 1h);
  return {.services = {newsletter::service}, .events = std::move(facts), .overlap = overlap};
}

/// Returns the answer to a read. Of several answers the last one counts.
Profile shown(const Outcome& outcome, const std::string& request_id = "last") {
  return outcome.answers(request_id).back().value.get<Profile>();
}

const Rule newest_wins{.says = "in the end a read shows the e-mail of the highest version",
                       .hint = "Yesterday's letter came today."};
const Rule points_are_added{.says = "`points` is the sum of all grants",
                            .hint = "A grant came, and where are its points?"};

}  // namespace

TEST(order, changes) {
  const Rule follows{.says = "a read shows the e-mail that has come last, when they come in order",
                     .hint = "The address has changed. Where have you kept the new one?"};
  const Rule knows_nothing{.says = "a read of a user who is not known shows version 0",
                           .hint = "Nobody has told you about this user. What did you answer?"};
  std::vector<Arrival> facts = one_by_one({email_changed(1), points_added("g1"), email_changed(2)});
  facts.emplace_back(profiles::read({.id = "first"}), 30s);
  facts.emplace_back(profiles::read({.id = "other", .user = "8"}), 30s);
  const Outcome outcome = run(copy_of(facts));
  ASSERT_EQ(shown(outcome, "first").email, email_of(1)) << outcome.story(follows);
  ASSERT_EQ(shown(outcome, "other").version, 0) << outcome.story(knows_nothing);
  ASSERT_EQ(shown(outcome).email, email_of(2)) << outcome.story(follows);
  ASSERT_EQ(shown(outcome).version, 2) << outcome.story(follows);
  ASSERT_EQ(shown(outcome).points, 50) << outcome.story(points_are_added);
}

TEST(duplicate, same_twice) {
  const Rule counts_once{.says = "a grant that comes twice counts once",
                         .hint = "Points printed twice."};
  const Event change = email_changed(1), grant = points_added("g1");
  const Outcome outcome = run(copy_of(one_by_one({change, grant, change, grant})));
  ASSERT_EQ(shown(outcome).email, email_of(1)) << outcome.story(newest_wins);
  ASSERT_GE(shown(outcome).points, 50) << outcome.story(points_are_added);
  ASSERT_EQ(shown(outcome).points, 50) << outcome.story(counts_once);
}

// The tests above run your handlers once, in order. Those below run them in every order, and show
// the shortest schedule that goes wrong.
TEST(reorder, swapped_pair) {
  for (const Outcome& outcome :
       every_outcome_of(copy_of({email_changed(1), email_changed(2)}, Overlap::none_any_order))) {
    ASSERT_EQ(shown(outcome).email, email_of(2)) << outcome.story(newest_wins);
    ASSERT_EQ(shown(outcome).version, 2) << outcome.story(newest_wins);
  }
}

// This one also lets them overlap, at each `co_await`.
TEST(concurrency, two_changes) {
  const Rule newest_survives{
      .says = "of two changes that are handled at the same moment the newest is shown",
      .hint =
          "Both read the copy before either wrote. Was the later write refused, and did it "
          "read again?"};
  for (const Outcome& outcome : every_outcome_of(copy_of({email_changed(1), email_changed(2)})))
    ASSERT_EQ(shown(outcome).email, email_of(2)) << outcome.story(newest_survives);
}
