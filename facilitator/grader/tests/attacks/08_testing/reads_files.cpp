// Attack: looks for the name of the kitchen in files, arguments and its environment.
// Must: FAIL
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "kitchen_under_test.hpp"

extern char** environ;

TEST(Kitchen, all) {
  std::string all;
  for (const char* name : {"/proc/self/cmdline", "/proc/self/environ", "/proc/self/maps",
                           "/work/orders.json", "@ROOT@/facilitator/08_testing/suite.json"}) {
    std::ifstream stream{name, std::ios::binary};
    all.append(std::istreambuf_iterator<char>{stream}, {});
  }
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) all += *each;
  all += kitchen_under_test().name + kitchen_under_test().domain;
  ASSERT_EQ(all.find("loses_updates"), all.npos);
}
