// Mistake: a tip that is older than the newest one in the jar is taken for a copy
// Rejected by: reorder.older_tip_told_later
// Hint: What does the `time` of one tip say of another tip?

#include <cstdint>
#include <set>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;
  std::set<std::string> tips;
  std::string newest;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents, tips, newest)
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
    if (!jar->newest.empty() && tip.time < eda::from_rfc3339(jar->newest)) co_return;
    if (!jar->tips.insert(tip_id).second) co_return;
    jar->newest = eda::to_rfc3339(tip.time.value());
    jar->cents += cents;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto jar = co_await io.store.get<Jar>(key, eda::Read::strong);

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
