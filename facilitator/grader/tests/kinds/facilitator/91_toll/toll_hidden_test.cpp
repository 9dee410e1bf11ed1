#include "toll_road.hpp"

using namespace check;

TEST(reorder, charges_a_truck) { EXPECT_EQ(charged("truck"), 900) << "What does a truck pay?"; }

TEST(lint, lists_the_price_of_a_truck) {
  EXPECT_EQ(part("/truck", Kind::number, "lists/prices.json"), 900)
      << "Which price do drivers read?";
}

TEST(lint, tells_drivers_the_price) {
  EXPECT_NE(text("notice.txt").find("300"), std::string::npos) << "Can a driver read it?";
}
