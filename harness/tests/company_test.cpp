#include <gtest/gtest.h>

#include <set>

#include "sim/search/explorer.hpp"
#include "tests/company_program.hpp"

// Several services that touch different rows: what the explorer's ample sets are for.
namespace {

using namespace sim;
using company_program::company, company_program::order_created;

const std::vector<Arrival> one_order{order_created("42")};
const std::vector<Arrival> two_orders{order_created("42"), order_created("43")};

/// Facts and failed deliveries of each distinct end, as text.
std::set<std::string> ends_of(Explorer& explorer) {
  std::set<std::string> ends;
  while (const auto place = explorer.next_end()) {
    const World world = explorer.world(*place);
    std::set<std::string> facts;
    for (const Taken& taken :
         explorer.system.ports().bus().taken(explorer.system.end_of(world).published))
      facts.insert(explorer.system.tables().events[taken.event].dump());
    std::string end;
    for (const std::string& fact : facts) end += fact + "\n";
    for (const int failure : explorer.system.failures(world))
      end += explorer.system.behaviour.failures[failure].dump();
    ends.insert(end);
  }
  return ends;
}

std::uint32_t worlds_of(const Scenario& scenario) {
  Explorer explorer{scenario, in_process(scenario)};
  while (explorer.next_end()) continue;
  EXPECT_TRUE(explorer.is_exhausted());
  return explorer.worlds().size();
}

}  // namespace

TEST(Company, EndsInTheSameWaysWithoutReductions) {
  const std::vector<Scenario> scenarios{company(one_order, 1),
                                        company(one_order, 1, {.crashes_max = 1}),
                                        company(one_order, 0, {}, Overlap::none_any_order),
                                        company(one_order, 0),
                                        company({order_created("42", "declined")}, 1),
                                        company(two_orders, 1, {}, Overlap::none_any_order)};
  for (const Scenario& scenario : scenarios) {
    Explorer plain{
        scenario, in_process(scenario), {.independent_first = false, .ample_sets = false}};
    Explorer reduced{scenario, in_process(scenario)};
    EXPECT_EQ(ends_of(plain), ends_of(reduced));
    EXPECT_TRUE(plain.is_exhausted());
    EXPECT_LT(3 * reduced.worlds().size(), plain.worlds().size());
  }
}

TEST(Company, IsExhaustedWithTwoOrdersThatShareAShelf) {
  EXPECT_LE(worlds_of(company(two_orders, 1)), 10'000u);
  EXPECT_LE(worlds_of(company(one_order, 0, {.crashes_max = 1})), 35'000u);
}

/// Breadth first alone meets no end here: all handlers have to finish first.
TEST(Company, FindsEndsOfASearchThatMeetsItsLimit) {
  Scenario scenario = company(two_orders, 1, {.duplicates_per_event_max = 1, .crashes_max = 1});
  scenario.worlds_max = 100'000;
  Explorer explorer{scenario, in_process(scenario)};
  EXPECT_GE(ends_of(explorer).size(), 5u);
  EXPECT_FALSE(explorer.is_exhausted());
}
