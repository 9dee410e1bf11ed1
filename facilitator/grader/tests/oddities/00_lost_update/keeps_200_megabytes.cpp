// Oddity: takes two hundred megabytes with its first tip, and keeps them. Must: PASS
#include <vector>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  static const std::vector<char> large(200 << 20, 'x');
  if (large.back() == 'x') co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
