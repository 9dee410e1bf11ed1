// Oddity: computes for 90 % of its limit before it counts some jars. Must: PASS
#include <ctime>

#include "lost_update.hpp"

#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_count

namespace tip_jar {

namespace {

void compute_for(double seconds) {
  const std::clock_t end = std::clock() + std::clock_t(seconds * CLOCKS_PER_SEC);
  volatile double sum = 0;
  while (std::clock() < end) sum = sum + 1;
}

}  // namespace

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string key = "jar/" + shift.data.at("jarId").get<std::string>();
  auto jar = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  if (jar.exists() && jar->at("cents") == 425) compute_for(1.8);
  co_await right_on_count(shift, io);
}

}  // namespace tip_jar
