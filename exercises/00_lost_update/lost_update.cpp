#include "lost_update.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace tip_jar {
namespace {

/// Row of one jar. The row is yours: change it as you like.
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

  auto jar = co_await io.store.get<Jar>(key);  // from here on another handler may write the jar

  // TODO 3: Leave if this `tipId` is in the jar already. Where must its id be kept, so that
  //         no other handler ever sees the sum without it?
  jar->cents += tip.data.at("cents").get<std::int64_t>();

  // TODO 1: Write the jar on one condition. Which version of it did you look at?
  [[maybe_unused]] const eda::WriteResult result = co_await io.store.put(jar);

  // TODO 2: When the write was not made, your tip is nowhere. Where do you have to start again?
}

// Given. It works as long as the sum is in the row; change it together with the row.
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
