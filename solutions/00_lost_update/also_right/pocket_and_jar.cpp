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

// Two steps, each of which can be repeated. First the tip is written into its pocket, a row of its
// own. Then each full pocket is moved into the jar by a transaction. A tip that a crash leaves in a
// pocket is counted there.
eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string key = "jar/" + tip.data.at("jarId").get<std::string>();
  const std::string tip_id = tip.data.at("tipId");
  const std::int64_t cents = tip.data.at("cents");
  eda::Item pocket{eda::Key{key, tip_id}, {}};
  pocket.value = {{"cents", cents}, {"emptied", false}};
  while (true) {
    const eda::WriteResult result = co_await io.store.put(pocket, eda::Condition::absent());
    if (result.ok() || result.refused()) break;
  }
  const eda::Update add = eda::Update().add("cents", cents);
  const eda::Update empty = eda::Update().set("emptied", true);
  std::vector<eda::Write> both;
  both.push_back(
      eda::Write::update(eda::Key{key, tip_id}, empty, eda::Condition::equals("emptied", false)));
  both.push_back(eda::Write::update(eda::Key{key, "~sum"}, add));
  while (true) {
    const eda::WriteResult result = co_await io.store.transact_write(both);
    if (result.ok() || result.refused()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string jar_id = shift.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  auto rows = co_await io.store.query<eda::Json>(key, eda::Read::strong);
  std::int64_t cents = 0;
  for (const eda::Item& row : rows)
    if (!row->value("emptied", false)) cents += row->at("cents").get<std::int64_t>();

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
