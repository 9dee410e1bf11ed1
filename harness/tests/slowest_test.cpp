#include "results/slowest.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {

using results::Ending, results::Results;

TEST(SlowestTests, AreListedFromTheLongestOn) {
  const Results results{{"a", {Ending::passed, "", 0.5}},
                        {"b", {Ending::failed, "", 72.25}},
                        {"c", {Ending::passed, "", 1}},
                        {"d", {Ending::not_run}}};
  EXPECT_EQ(results::slowest_tests({{"self-check", results}}, 2),
            "\nThe slowest of 4 tests, which took 74 s one by one:\n"
            "    72.2 s  b\n"
            "     1.0 s  c\n");
}

TEST(SlowestTests, AreToldApartByTheirBuildDirectory) {
  const Results one{{"a", {Ending::passed, "", 2}}}, other{{"a", {Ending::passed, "", 3}}};
  EXPECT_EQ(results::slowest_tests({{"self-check", one}, {"gcc", other}}, 10),
            "\nThe slowest of 2 tests, which took 5 s one by one:\n"
            "     3.0 s  gcc  a\n"
            "     2.0 s  self-check  a\n");
}

TEST(SlowestTests, HaveTheTimesOfTheLogThatCtestKeeps) {
  std::istringstream log{
      "1/2 Testing: 03.builds\n1/2 Test: 03.builds\nCommand: \"cmake\"\nDirectory: /kit\n"
      "\"03.builds\" start time: Nov 29 16:00 UTC\nOutput:\n"
      "----------------------------------------------------------\n"
      "Test time = 99.00 sec, says this test\n<end of output>\nTest time =  12.34 sec\n"
      "----------------------------------------------------------\nTest Passed.\n"};
  EXPECT_EQ(results::read_results(log).at("03.builds").seconds, 12.34);
}

}  // namespace
