// Attack 31: keeps the ports of all deliveries, and lets the last do all the work. Must:
// FAIL|CRASHED|NONDETERMINISTIC|LIMIT
#include <utility>
#include <vector>

#include "lost_update.hpp"

#define on_tip right_on_tip
#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip
#undef on_count

namespace tip_jar {
namespace {

std::vector<std::pair<eda::Event, Ports>> all;

}  // namespace

// each tip is only noted; whoever counts puts them into the jar through everybody's ports
eda::Task<> on_tip(eda::Event tip, Ports io) {
  all.emplace_back(tip, io);
  co_return;
}

eda::Task<> on_count(eda::Event shift, Ports io) {
  for (std::size_t i = 0; i < all.size(); ++i) co_await right_on_tip(all[i].first, all[i].second);
  for (std::size_t i = 0; i < all.size(); ++i) co_await right_on_tip(all[i].first, io);
  co_await right_on_count(shift, io);
}

}  // namespace tip_jar
