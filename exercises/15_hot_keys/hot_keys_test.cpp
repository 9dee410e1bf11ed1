#include "night_test.hpp"

using namespace night;

namespace {

const std::vector<std::string> ten = rush::names("order-", 10);

}  // namespace

TEST(order, ten_claims_five_vouchers) {
  std::vector<Event> requests;
  for (const std::string& order : ten) requests.push_back(rush::claim(order, 5));
  const Scenario scenario = claims(5, one_by_one(requests));
  judge(run(scenario), scenario);
}

TEST(order, views_are_counted) {
  const Rule counts_views{.says = "`views` is the number of views",
                          .hint = "Three people looked at the margherita. How many did you see?"};
  const Scenario scenario{.services = {offers::service},
                          .events = one_by_one({rush::view("v1", "anna"), rush::view("v2", "boris"),
                                                rush::view("v3", "anna"), rush::count_views()})};
  const Outcome outcome = run(scenario);
  ASSERT_EQ(answer_in(outcome, "views"), 3) << outcome.story(counts_views);
}

TEST(duplicate, same_order_twice) {
  const Scenario scenario =
      claims(2, one_by_one({rush::claim("order-1", 2), rush::claim("order-1", 2, "once more"),
                            rush::claim("order-2", 2)}));
  judge(run(scenario), scenario);
}

// The tests above run your handlers once, in order. The next two try every order, and every overlap
// at each `co_await`, and show the shortest schedule that goes wrong.
TEST(reorder, three_claims_any_order) {
  always_right(
      claims(1, at_once({"order-1", "order-2", "order-3"}, 1), {}, Overlap::none_any_order));
}

TEST(concurrency, two_claims_one_voucher) {
  const Scenario scenario = claims(1, at_once({"order-1", "order-2"}, 1));
  for (const Outcome& outcome : every_outcome_of(scenario)) judge(outcome, scenario);
}

// Ten claims come through the queue within a tenth of a second. A row takes ten writes a second.
TEST(timeout, ten_claims) {
  const Rule in_time{.says = "ten claims are answered within 6 seconds",
                     .hint = "Who waits for whom, and what for?"};
  const Scenario scenario = rush_of(ten, 5, 100ms);
  const Simulation simulation = simulate(scenario, friday_night, 1);
  const Flaw flaw = rush::flaw_in(answers_in(simulation, scenario));
  ASSERT_EQ(flaw, Flaw::none) << broken(rule_for(flaw), simulation.summary());
  ASSERT_LE(last_answer(simulation, scenario), 6s) << broken(in_time, simulation.summary());
}
