// Oddity: keeps constants in static tables. Must: PASS
#include <map>
#include <set>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

static const std::map<std::string, int> factor{{"cents", 1}, {"dollars", 100}};

eda::Task<> on_tip(eda::Event tip, Ports io) {
  static const std::set<std::string> closed{"roof", "cellar"};
  if (closed.contains(tip.data.at("jarId")) || factor.at("cents") != 1) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
