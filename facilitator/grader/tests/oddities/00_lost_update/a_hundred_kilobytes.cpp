// Oddity: has a table of a hundred kilobytes in its source. Must: PASS
#include <array>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

const char* const table[] = {
    // @REPEAT 2000 "line # of a table that nobody has ever read in full",@
};

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  const std::string line = table[std::hash<std::string>{}(tip.id) % 2000];
  if (!line.empty()) co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
