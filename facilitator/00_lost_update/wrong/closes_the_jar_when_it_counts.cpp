// Mistake: who counts closes the jar: a tip that is told later is turned away, though given in time
// Rejected by: timeout.told_after_the_count
// Hint: A tip is told after the count. What has the count changed for it?

#include <cstdint>
#include <set>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;
  std::set<std::string> tips;
  bool closed = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents, tips, closed)
};

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string tip_id = tip.data.at("tipId");
  const std::int64_t cents = tip.data.at("cents");
  while (true) {
    auto jar = co_await io.store.get<Jar>(key);
    if (jar->closed || !jar->tips.insert(tip_id).second) co_return;
    jar->cents += cents;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto jar = co_await io.store.get<Jar>(key, eda::Read::strong);
  while (!jar->closed) {
    jar->closed = true;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
    if (result.ok()) break;
    jar = co_await io.store.get<Jar>(key, eda::Read::strong);
  }

  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = jar_id;
  counted.data["cents"] = jar->cents;

  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(counted);
    if (result.ok()) co_return;
  }
}

}  // namespace tip_jar
