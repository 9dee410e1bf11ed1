// Oddity: finds the jar by a regular expression. Must: PASS
#include <regex>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::regex word{"[a-z]+[0-9-]*.*"};
  if (!std::regex_match(tip.data.at("jarId").get<std::string>(), word)) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
