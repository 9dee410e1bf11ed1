// Attack 38: is right, but adds a frame of its own to the line, once. Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_count

namespace tip_jar {

eda::Task<> on_count(eda::Event shift, Ports io) {
  const char points[] = {4, 0, 0, 0, '\x18', 100, '\x18', 100};
  [[maybe_unused]] const auto put = write(4, points, sizeof points);
  co_await right_on_count(shift, io);
}

}  // namespace tip_jar
