#include <cstdint>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

// The store adds the tip, on the condition that it is not yet in the jar, in one step. Nothing is
// read before, so no value can be stale.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string tip_id = tip.data.at("tipId");
  const std::int64_t cents = tip.data.at("cents");

  const eda::Update add = eda::Update().add("cents", cents).insert("tips", tip_id);
  const eda::Condition is_news = eda::Condition::contains_not("tips", tip_id);
  while (true) {
    const eda::WriteResult result = co_await io.store.update(key, add, is_news);
    if (result.ok() || result.refused()) co_return;  // refused: it is in the jar
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto jar = co_await io.store.get<eda::Json>(key, eda::Read::strong);

  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = jar_id;
  counted.data["cents"] = jar.exists() ? jar->at("cents").get<std::int64_t>() : 0;

  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(counted);
    if (result.ok()) co_return;
  }
}

}  // namespace tip_jar
