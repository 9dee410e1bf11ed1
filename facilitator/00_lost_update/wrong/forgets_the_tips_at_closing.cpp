// Mistake: receipts expire at closing, when nothing counts any more but a copy of what has
// Rejected by: duplicate.hours_later
// Hint: How long do you, or the store, remember which tips have been counted?

#include <cstdint>
#include <string>
#include <vector>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string jar_id = tip.data.at("jarId");
  eda::Item receipt{eda::Key{"receipts/" + jar_id, tip.data.at("tipId").get<std::string>()},
                    tip.data};
  receipt.expires_at = eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
  const std::int64_t cents = tip.data.at("cents");
  const eda::Update add = eda::Update().add("cents", cents);
  std::vector<eda::Write> both;
  both.push_back(eda::Write::put(receipt, eda::Condition::absent()));
  both.push_back(eda::Write::update("jar/" + jar_id, add));
  while (true) {
    const eda::WriteResult result = co_await io.store.transact_write(both);
    if (result.ok() || result.refused()) co_return;
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
