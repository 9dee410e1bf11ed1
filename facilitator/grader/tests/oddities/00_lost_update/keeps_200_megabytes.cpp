// Oddity: takes two hundred megabytes when its process starts, and keeps them. Must: PASS
#include <vector>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

const std::vector<char> large(200 << 20, 'x');

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (large.back() == 'x') co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
