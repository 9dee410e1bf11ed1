// Oddity: throws before it waits, and catches after. Must: PASS
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

namespace {

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

eda::Task<> handle_or_throw(eda::Event event, Ports io) {
  co_await right_on_fact(event, io);
  throw Refused{"all is well, but we say it loudly"};
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  std::variant<std::monostate, std::string> said;
  try {
    co_await handle_or_throw(fact, io);
  } catch (const Refused& refused) {
    said = refused.what();
  }
  if (said.index() != 1) throw std::logic_error{"it did not throw"};
}

}  // namespace kitchen
