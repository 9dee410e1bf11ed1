// Attack 36: sends requests without end.
// Must: FAIL
#include <string>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports io) {
  const std::string key = "flood";
  while (true) {
    auto row = co_await io.store.get<int>(key);
    co_await io.store.put(row);
  }
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
