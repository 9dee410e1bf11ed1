#include "ride_sharing.hpp"

#include "city_test.hpp"
#include "design_test.hpp"

using namespace city;

// One test for each part. The hidden ones look at more.
TEST(lint, one_event) {
  design::must_hold(design::legal(), design::flaws_of("matching"));
  design::must_hold(design::owned(), design::wrong_owners({"expiresAt"}));
}

// Your handlers in every order. A test that fails shows the shortest schedule that goes wrong.
TEST(order, one_ride) { matches_all(matching_of({requested("r1")}, {"anna"}), {"r1"}); }

TEST(failure, declined) { pays_right(payment_of({completed("r1,second", "anna")})); }

TEST(order, one_ping) {
  const std::vector<std::vector<Event>> pings{{ping("anna", 1, "north"), ping("anna", 2, "south")}};
  locates_right(locations_of(pings), pings);
}

TEST(order, one_screen) {
  const Scenario seen =
      with_views({.services = {},
                  .events = {requested("r1"), rides::matched_of("r1", "anna"),
                             rides::driver_moved_of("anna", 1, "south"), completed("r0", "anna")}});
  for (const Outcome& outcome : every_outcome_of(seen))
    ASSERT_EQ(views_in(outcome), views_of(history_of(outcome, seen)))
        << outcome.story(views_rule("Which fact does the view lack?"));
}
