// Oddity: would like to write a log file and to read its settings. Must: PASS
#include <cstdlib>
#include <fstream>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  std::ofstream{"debug.log", std::ios::app} << tip.id;
  if (std::getenv("JAR_OF_NOBODY") != nullptr || std::ifstream{"settings.ini"}) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
