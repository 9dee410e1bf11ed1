// Oddity: prints all the time, on both streams. Must: PASS
#include <iostream>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  std::cout << "tip " << tip.id << std::endl;
  std::cerr << tip.data << std::endl;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
