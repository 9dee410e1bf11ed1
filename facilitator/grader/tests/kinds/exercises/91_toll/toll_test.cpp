#include "toll_road.hpp"

using namespace check;

TEST(order, charges_a_car_what_the_list_says) {
  EXPECT_EQ(charged("car"), part("/car", Kind::number));
}
