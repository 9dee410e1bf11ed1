// Attack 39: keeps the jar in a global, which all deliveries share.
// Must: NONDETERMINISTIC
#include <cstdint>
#include <map>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {
std::map<std::string, std::map<std::string, std::int64_t>> all;  // every delivery adds to it
}

eda::Task<> on_tip(eda::Event tip, Ports) {
  if (tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>())) co_return;
  all[tip.data.at("jarId")][tip.data.at("tipId")] = tip.data.at("cents");
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = shift.data.at("jarId");
  std::int64_t cents = 0;
  for (const auto& [tip, value] : all[shift.data.at("jarId")]) cents += value;
  counted.data["cents"] = cents;
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(counted);
}

}  // namespace tip_jar
