// Attack 40: looks for other deliveries in the memory of its process. Must: NONDETERMINISTIC
#include <cstring>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {

/// How often an order id stands in the 64 KiB of the heap around `here`: once for each delivery.
int deliveries_around(const void* here, const std::string& type) {
  const char* from = static_cast<const char*>(here);
  int count = 0;
  for (const char* at = from; at < from + 0x2000; ++at)
    if (std::memcmp(at, type.data(), type.size()) == 0) ++count;
  return count;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const int others = deliveries_around(&io.clock, fact.type);
  io.log.info("there are " + std::to_string(others) + " of us");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
