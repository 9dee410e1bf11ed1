#include "toll.hpp"

namespace toll {

eda::Task<> on_passed(eda::Event passed, Ports io) {
  eda::Event charged{"com.toll.charged"};
  charged.source = "toll";
  charged.id = "for-" + passed.id;
  charged.time = passed.time;
  charged.data["cents"] = price_of(passed.data.at("kind"));
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(charged);
}

}  // namespace toll
