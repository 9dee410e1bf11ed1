// Oddity: throws before it waits, and catches after. Must: PASS
#include <exception>
#include <stdexcept>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

eda::Task<> write_or_throw(eda::Event tip, Ports io) {
  co_await right_on_tip(tip, io);
  throw Refused{"all is well, but we say it loudly"};
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  std::exception_ptr kept;
  try {
    co_await write_or_throw(tip, io);
  } catch (const Refused&) {
    kept = std::current_exception();
  }
  try {
    if (kept) std::rethrow_exception(kept);
  } catch (const std::runtime_error& error) {
    if (std::string{error.what()}.empty()) throw;
  }
}

}  // namespace tip_jar
