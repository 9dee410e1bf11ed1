// Oddity: throws and catches on its way. Must: PASS
#include <stdexcept>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

void io_was_odd(const std::string& what) {
  if (what.empty()) throw std::logic_error{"never"};
}

eda::Task<> on_tip(eda::Event tip, Ports io) {
  try {
    throw std::runtime_error{"odd, but at home"};
  } catch (const std::exception& error) {
    io_was_odd(error.what());
  }
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
