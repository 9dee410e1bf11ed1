// Attack 57: has fixed results for the two tips of the visible tests.
// At most: 70
// Must: FAIL
#include <string>

#include "lost_update.hpp"

namespace tip_jar {

// A row for each of the two, which cannot be lost: right if there are only these two.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::string tip_id = tip.data.at("tipId");
  if (tip_id != "anna-1" && tip_id != "boris-1") co_return;
  auto row = co_await io.store.get<int>(tip_id);
  row.value = tip_id == "anna-1" ? 200 : 150;
  [[maybe_unused]] const eda::WriteResult result = co_await io.store.put(row);
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string a = "anna-1", b = "boris-1";
  auto anna = co_await io.store.get<int>(a, eda::Read::strong);
  auto boris = co_await io.store.get<int>(b, eda::Read::strong);
  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = shift.data.at("jarId");
  counted.data["cents"] = anna.value + boris.value;
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(counted);
}

}  // namespace tip_jar
