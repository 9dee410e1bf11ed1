#include "trial_test.hpp"

using namespace trial;

// Prints and draws its schedule also when it proves the count.
TEST(concurrency, count_1_two_pizzas) { convict(two_pizzas, true); }

TEST(crash, count_2_no_pizza_ever) { convict(no_pizza_ever); }

TEST(timeout, count_3_eaten_and_refunded) { convict(eaten_and_refunded); }

TEST(timeout, count_4_refunded_for_ever) { convict(refunded_for_ever); }
