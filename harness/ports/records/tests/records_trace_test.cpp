#include <gmock/gmock.h>

#include "eda/records.hpp"
#include "ports/records/coordinator.hpp"
#include "sim/tell/live_replay.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tests/stories.hpp"
#include "tests/trace_schema.hpp"

namespace {

using namespace stories;
using sim::OutcomeSearch;
using trace_schema::complaint_about;

struct LogPorts {
  eda::Records& records;
  eda::Bus& bus;
};
Task<> appends(Event tip, LogPorts io) { (void)co_await io.records.append("jar", tip); }

/// Says how often the record was read by an owner that could commit it.
Task<> counts(Event record, LogPorts io) {
  const auto& place = record.extensions;
  const eda::Offset next{place.at("partition").get<int>(), place.at("offset").get<int>() + 1};
  const eda::CommitResult result = co_await io.records.commit(next);
  if (result.fenced()) (void)co_await io.bus.publish(filled(1));
}

sim::Scenario with_a_new_owner() {
  return {.services = {records::coordinator(),
                       {"jar",
                        "com.bistro.jar.",
                        {eda::on({tip_given}, appends), eda::on_records("jar", counts)}}},
          .events = {tip("anna"), records::rebalance()},
          .faults = {.crashes_max = 1, .crashes_of = {"jar"}, .rebalances_max = 1}};
}

TEST(RecordsTrace, HasTheLogItsReadersAndTheNewOwner) {
  OutcomeSearch exploration{with_a_new_owner()};
  std::optional<sim::FoundOutcome> fenced;
  while (auto found = exploration.next())
    if (!found->outcome.published().empty()) fenced = std::move(found);
  ASSERT_TRUE(fenced);
  const Json trace = to_json(trace_of(*fenced));
  EXPECT_EQ(complaint_about(trace), "");
  const std::string text = trace.dump();
  EXPECT_NE(text.find("partition 0 of jar has a new owner"), text.npos);
  EXPECT_NE(text.find(R"("faults":["rebalance"])"), text.npos);
  EXPECT_NE(text.find("(2nd copy)"), text.npos) << "the new owner reads the record too";
  exploration.verify();
}

TEST(RecordsTrace, FollowsEachScheduleWithRealCoroutines) {
  stories::World world{with_a_new_owner()};
  const std::vector<sim::Schedule> schedules = world.all_schedules();
  EXPECT_GT(schedules.size(), 0u);
  for (const sim::Schedule& schedule : schedules)
    EXPECT_EQ(sim::replay_live(world.system, schedule), std::nullopt);
}

}  // namespace
