// Mistake: the receipt is written first and the sum later; who dies in between leaves half of it
// Rejected by: crash.after_put
// Hint: The handler died after a write. What tells the next one whether the tip is in the sum?

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
  const eda::Item receipt{eda::Key{"receipts/" + jar_id, tip.data.at("tipId").get<std::string>()},
                          tip.data};
  const std::int64_t cents = tip.data.at("cents");
  const eda::Update add = eda::Update().add("cents", cents);

  while (true) {
    const eda::WriteResult result = co_await io.store.put(receipt, eda::Condition::absent());
    if (result.refused()) co_return;
    if (result.ok()) break;
  }
  while (true) {
    const eda::WriteResult result = co_await io.store.update("jar/" + jar_id, add);
    if (result.ok()) co_return;
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
