#include <cstdint>
#include <set>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

std::string sort_of(int number) {
  const std::string digits = std::to_string(number);
  return std::string(6 - digits.size(), '0') + digits;
}

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

// An event store: a handler writes entry n if it does not exist, else it tries n + 1.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  auto entries = co_await io.store.query<eda::Json>(key);
  for (const eda::Item& entry : entries)
    if (entry->at("tipId") == tip.data.at("tipId")) co_return;
  int number = static_cast<int>(entries.size());
  while (true) {
    const eda::Item entry{eda::Key{key, sort_of(number)}, tip.data};
    const eda::WriteResult result = co_await io.store.put(entry, eda::Condition::absent());
    if (result.ok()) co_return;
    if (result.refused()) ++number;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto entries = co_await io.store.query<eda::Json>(key, eda::Read::strong);
  std::set<std::string> seen;
  std::int64_t cents = 0;
  for (const eda::Item& entry : entries)
    if (seen.insert(entry->at("tipId").get<std::string>()).second)
      cents += entry->at("cents").get<std::int64_t>();

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
