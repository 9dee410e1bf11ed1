#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;
  std::set<std::string> tips;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents, tips)
};

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

// The sum of a shift is written to the store before it is published, so that all copies are equal.
// It is published twice, with further fields and an id of its own. Each tip is published as another
// fact.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string tip_id = tip.data.at("tipId");
  const std::int64_t cents = tip.data.at("cents");
  while (true) {
    auto jar = co_await io.store.get<Jar>(key);
    if (jar->tips.insert(tip_id).second) {
      jar->cents += cents;
      const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
      if (!result.ok()) continue;
    }
    break;
  }
  eda::Event taken{"com.bistro.jar.tip-taken"};
  taken.source = "tip-jar";
  taken.id = "taken/" + tip_id;
  taken.data["tipId"] = tip_id;
  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(taken);
    if (result.ok()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const eda::Key settled_key{"count/" + jar_id, shift.source + "/" + shift.id};
  auto settled = co_await io.store.get<eda::Json>(settled_key, eda::Read::strong);
  while (!settled.exists()) {
    const auto jar = co_await io.store.get<Jar>("jar/" + jar_id, eda::Read::strong);
    settled.value["cents"] = jar->cents;
    settled.value["tips"] = jar->tips;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(settled);
    if (result.ok()) break;
    settled = co_await io.store.get<eda::Json>(settled_key, eda::Read::strong);
  }

  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "https://bistro.example/jars/" + jar_id;
  counted.id = "count/" + shift.id;
  counted.subject = jar_id;
  counted.data = settled.value;
  counted.data["jarId"] = jar_id;
  counted.extensions["causationid"] = shift.id;
  const std::vector<eda::Event> twice{counted, counted};

  while (true) {
    const eda::PublishResult result = co_await io.bus.publish(twice);
    if (result.ok()) co_return;
  }
}

}  // namespace tip_jar
