// Mistake: the ids of counted tips are kept in a second row, looked at before and written after
// Rejected by: duplicate.same_tip_twice
// Hint: The check and the write are two steps; a twin slipped between them.

#include <cstdint>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents)
};

bool given_after_closing(const eda::Event& tip) {
  return tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>());
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (given_after_closing(tip)) co_return;
  const std::string jar_id = tip.data.at("jarId");
  const std::string key = "jar/" + jar_id;
  const eda::Key seen_key{"seen/" + jar_id, tip.data.at("tipId").get<std::string>()};

  auto seen = co_await io.store.get<eda::Json>(seen_key, eda::Read::strong);
  if (seen.exists()) co_return;

  while (true) {
    auto jar = co_await io.store.get<Jar>(key);
    jar->cents += tip.data.at("cents").get<std::int64_t>();
    const eda::WriteResult result = co_await io.store.put_if_unchanged(jar);
    if (result.ok()) break;
  }
  while (true) {
    const eda::WriteResult result = co_await io.store.put(seen);
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
