// Oddity: has names and texts in other alphabets.
// Must: PASS
#include <cstdint>
#include <set>
#include <string>

#include "lost_update.hpp"

namespace tip_jar {

struct Krügchen {
  std::int64_t münzen = 0;
  std::set<std::string> 記録;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Krügchen, münzen, 記録)
};

eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::string schlüssel = "krügchen/☕/" + tip.data.at("jarId").get<std::string>();
  if (tip.time > eda::from_rfc3339(tip.data.at("closesAt").get<std::string>())) co_return;
  while (true) {
    auto krug = co_await io.store.get<Krügchen>(schlüssel);
    if (!krug->記録.insert(tip.data.at("tipId").get<std::string>() + "→✓").second) co_return;
    krug->münzen += tip.data.at("cents").get<std::int64_t>();
    const eda::WriteResult ergebnis = co_await io.store.put_if_unchanged(krug);
    if (ergebnis.ok()) co_return;
  }
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string schlüssel = "krügchen/☕/" + shift.data.at("jarId").get<std::string>();
  auto krug = co_await io.store.get<Krügchen>(schlüssel, eda::Read::strong);
  eda::Event 結果{"com.bistro.jar.counted"};
  結果.source = "tip-jar";
  結果.id = "gezählt-" + shift.id;
  結果.time = shift.time;
  結果.data = {{"jarId", shift.data.at("jarId")}, {"cents", krug->münzen}};
  while (true) {
    const eda::PublishResult ergebnis = co_await io.bus.publish(結果);
    if (ergebnis.ok()) co_return;
  }
}

}  // namespace tip_jar
