// Attack 36: logs three megabytes before each request, to fill the judge's memory.
// Must: LIMIT|FAIL
#include <string>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::string key = "flood";
  while (true) {
    auto row = co_await io.store.get<eda::Json>(key);
    row.value = tip.id + std::string(std::size_t(row.version) % 7 + 3'000'000, 'x');
    co_await io.store.put(row);
  }
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
