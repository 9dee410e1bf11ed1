// Mistake: the receipts of all jars are one row, and only the row of the jar is guarded
// Rejected by: concurrency.two_jars
// Hint: What have the two jars in common in your store, and who guards it?

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

struct Jar {
  std::int64_t cents = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Jar, cents)
};

struct Receipts {
  std::set<std::string> tips;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Receipts, tips)
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
    auto receipts = co_await io.store.get<Receipts>("receipts", eda::Read::strong);
    if (!receipts->tips.insert(tip_id).second) co_return;
    jar->cents += cents;
    std::vector<eda::Write> both;
    both.push_back(eda::Write::put(jar, eda::Condition::version_is(jar.version)));
    both.push_back(eda::Write::put(receipts));
    const eda::WriteResult result = co_await io.store.transact_write(both);
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
