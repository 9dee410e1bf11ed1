// Attack 30: follows pointers from its ports and overwrites the objects behind them.
// Must: FAIL|CRASHED|NONDETERMINISTIC|LIMIT
#include <cstdint>
#include <cstring>

#include "lost_update.hpp"

namespace tip_jar {
namespace {

/// Follows every pointer that it finds, three steps deep, and overwrites texts that look like those
/// of the question: another jar, another tip.
void spoil(unsigned char* at, int depth) {
  for (int i = 0; i < 512; i += 8) {
    unsigned char* next = nullptr;
    std::memcpy(&next, at + i, sizeof next);
    const auto address = reinterpret_cast<std::uintptr_t>(next);
    const auto here = reinterpret_cast<std::uintptr_t>(at);
    const bool is_near = address > here - (1 << 20) && address < here + (1 << 20);
    if (!is_near) continue;
    if (std::memcmp(next, "bar", 4) == 0) std::memcpy(next, "rab", 3);
    if (depth > 0) spoil(next, depth - 1);
  }
}

}  // namespace

eda::Task<> on_tip(eda::Event, Ports io) {
  spoil(reinterpret_cast<unsigned char*>(&io.store), 2);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports io) {
  spoil(reinterpret_cast<unsigned char*>(&io.bus), 2);
  co_return;
}

}  // namespace tip_jar
