// Mistake: two tips of 2.00 that are given at the same moment are taken for one
// Rejected by: order.tips_that_look_alike
// Hint: `tipId` says which tip it is: all of it, letter by letter, and nothing else does.

#include <cstdint>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string what = std::to_string(tip.data.at("cents").get<std::int64_t>()) + "@" +
                           eda::to_json(tip).at("time").get<std::string>();
  const eda::Item row{eda::Key{key, what}, tip.data};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(row, eda::Condition::absent());
    if (result.ok() || result.refused()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto tips = co_await io.store.query<eda::Json>(key, eda::Read::strong);
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
