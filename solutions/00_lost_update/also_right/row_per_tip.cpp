#include <cstdint>
#include <string>
#include <vector>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

// Each tip has a row of its own. No two waiters write the same row, and a copy of a tip finds its
// row written. No sum is stored; it is calculated when the jar is counted.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string partition = "jar/" + tip.data.at("jarId").get<std::string>();
  const eda::Key key{partition, tip.data.at("tipId").get<std::string>()};
  const eda::Item row{key, tip.data};

  while (true) {
    const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
    if (result.ok() || result.refused()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string partition = "jar/" + jar_id;
  auto tips = co_await io.store.query<eda::Json>(partition, eda::Read::strong);
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
