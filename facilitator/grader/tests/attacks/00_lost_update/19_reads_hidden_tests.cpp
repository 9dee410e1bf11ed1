// Attack 19: is right only if it can read the hidden tests, or anything. Must: FAIL
#include <fstream>

#include "lost_update.hpp"

#define on_tip right_on_tip
#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip
#undef on_count

static const bool can_read = [] {
  for (const char* file : {"@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp",
                           "/etc/passwd", "/proc/self/maps", "/proc/1/cmdline"})
    if (std::ifstream{file}) return true;
  return false;
}();

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (!can_read) co_return;
  co_await right_on_tip(tip, io);
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  if (!can_read) co_return;
  co_await right_on_count(shift, io);
}

}  // namespace tip_jar
