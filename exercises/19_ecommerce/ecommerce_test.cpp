#include "probe_test.hpp"
#include "report_test.hpp"

using namespace night;

// One order, in every order of its events.
TEST(order, one_order) {
  const Shop shop{own_platform(), {}, own_shipping()};
  for (const Outcome& outcome : every_outcome_of(one_order(shop, delivered())))
    must_be_right(outcome, delivered());
}

// Your test of the shop, on your shop.
TEST(order, own_test_passes) {
  const Rule passes{.says = "the test passes on a shop that works",
                    .hint = "TODO 5: place an order, let it run, and look at the facts."};
  const Platform platform = own_platform();
  const std::string reason = tried(ecommerce::services(platform, own_shipping()), platform);
  ASSERT_EQ(reason, "") << broken(passes);
}

// A hundred orders a minute, for two minutes.
TEST(sim, quiet_minutes) {
  const Night night = run_night(own_shop(), {.stretches = {{2min, 100}}});
  must_balance(night);
  must_meet_objective(night);
}

// The figures that report.json asks for. They stand in utilisation.txt.
TEST(sim, figures) { print_figures(); }
