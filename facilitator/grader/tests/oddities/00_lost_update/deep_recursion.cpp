// Oddity: calls itself twenty thousand times. Must: PASS
#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

int depth(int left) { return left == 0 ? 0 : 1 + depth(left - 1); }

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (depth(20'000) != 20'000) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
