#include <cstdint>
#include <map>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

// The jar is a log of whole events as they arrived, with copies and late ones. The handler that
// counts applies all rules.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  while (true) {
    auto log = co_await io.store.get<eda::Json>(key);
    if (!log.exists()) log.value = eda::Json::array();
    log->push_back(eda::to_json(tip));
    const eda::WriteResult result = co_await io.store.put_if_unchanged(log);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto log = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  std::map<std::string, std::int64_t> tips;
  for (const eda::Json& json : log.value) {
    const eda::Event tip = eda::event_from_json(json);
    if (!given_after_closing(tip))
      tips[tip.data.at("tipId").get<std::string>()] = tip.data.at("cents").get<std::int64_t>();
  }
  std::int64_t cents = 0;
  for (const auto& [id, amount] : tips) cents += amount;

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
