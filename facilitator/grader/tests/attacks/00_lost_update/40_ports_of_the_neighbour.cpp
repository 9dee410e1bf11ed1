// Attack 40: searches the heap for tips of other deliveries.
// Must: FAIL|CRASHED|NONDETERMINISTIC
#include <cstdint>
#include <cstring>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

/// Returns the sum of all tips that it can find: their JSON numbers follow the word "cents".
std::int64_t sum_around(const void* here) {
  std::int64_t sum = 0;
  const char* from = static_cast<const char*>(here);
  for (const char* at = from; at < from + 0x4000; ++at)
    if (std::memcmp(at, "cents", 6) == 0) {
      std::int64_t value = 0;
      for (int i = 8; i < 64; i += 8) {
        std::memcpy(&value, at + i, sizeof value);
        if (value > 0 && value < 100'000) sum += value;
      }
    }
  return sum;
}

}  // namespace

eda::Task<> on_tip(eda::Event, Ports) { co_return; }

eda::Task<> on_count(eda::Event shift, Ports io) {
  eda::Event counted{"com.bistro.jar.counted"};
  counted.source = "tip-jar";
  counted.id = "counted-for-" + shift.id;
  counted.time = shift.time;
  counted.data["jarId"] = shift.data.at("jarId");
  counted.data["cents"] = sum_around(&io.bus);
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(counted);
}

}  // namespace tip_jar
