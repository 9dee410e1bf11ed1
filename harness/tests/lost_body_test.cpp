#include "eda/detail/lost_body.hpp"

#include <gmock/gmock.h>

#include "sim/tell/outcome_search.hpp"
#include "tip_jar.hpp"

namespace {

using namespace tip_jar;
using testing::ElementsAre, testing::HasSubstr;

Task<bool> found(Ports io) {
  const auto jar = co_await io.store.get<Jar>("jar");
  co_return jar.exists();
}

Task<> awaits_in_a_condition(Event, Ports io) {
  if (co_await found(io)) throw std::logic_error{"there is no jar"};
}

Task<> waits_for_something_else(Event, Ports) { co_await std::suspend_always{}; }

/// Texts of the failures of all outcomes.
std::vector<std::string> failures_of(Task<> (*on_tip)(Event, Ports)) {
  std::vector<std::string> all;
  sim::OutcomeSearch search{scenario(on_tip, {tip("anna")})};
  while (const auto outcome = search.next())
    for (const auto& failure : outcome->outcome.failures()) all.push_back(failure.what);
  return all;
}

TEST(LostBody, IsExplainedWhereTheCompilerLeavesItOut) {
  if (eda::detail::lost_body_advice.empty())
    EXPECT_THAT(failures_of(awaits_in_a_condition), testing::IsEmpty());
  else
    EXPECT_THAT(failures_of(waits_for_something_else), ElementsAre(HasSubstr("GCC bug 106188")));
}

}  // namespace
