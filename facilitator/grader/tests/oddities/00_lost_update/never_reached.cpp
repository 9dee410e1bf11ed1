// Oddity: asserts, and has ways out that it never takes. Must: PASS
#include <cassert>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  assert(tip.data.is_object() && "a tip must have data");
  if (tip.type.empty()) std::abort();
  if (tip.type == "never") std::exit(1);
  if (tip.type == "nor this") std::raise(SIGTERM);
  switch (tip.type.size()) {
    case 0:
      __builtin_unreachable();
    default:
      co_await right_on_tip(tip, io);
  }
}

}  // namespace tip_jar
