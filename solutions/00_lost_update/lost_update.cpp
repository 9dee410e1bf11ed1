#include "lost_update.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;
  std::set<std::string> tips;  ///< ids of the tips that have been counted

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents, tips)
};

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string tip_id = tip.data.at("tipId");

  while (true) {
    auto jar = co_await io.store.get<Jar>(key);
    const bool is_news = jar->tips.insert(tip_id).second;
    if (!is_news) co_return;
    jar->cents += tip.data.at("cents").get<std::int64_t>();

    const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
    if (result.ok()) co_return;  // otherwise the sum is old: read and add again
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
