// Mistake: the tips of a jar are found by how their keys begin: "bar" finds those of "bar1", too
// Rejected by: order.jars_that_look_alike
// Hint: `jarId` says which jar. What is your row called?

#include <cstdint>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string jar_id = tip.data.at("jarId");
  const std::string tip_id = tip.data.at("tipId");
  const eda::Item row{eda::Key{"tips-" + jar_id + "-" + tip_id}, tip.data};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
    if (result.ok() || result.refused()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  auto tips = co_await io.store.scan<eda::Json>("tips-" + jar_id);
  std::int64_t cents = 0;
  for (const eda::Item& tip : tips) cents += tip->at("cents").get<std::int64_t>();

  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = jar_id;
  counted.data["cents"] = cents;

  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(counted);
    if (result.ok()) co_return;
  }
}

}  // namespace tip_jar
