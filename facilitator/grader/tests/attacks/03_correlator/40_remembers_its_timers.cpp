// Attack 40: sets no timer that it has set before, in this process. Must: NONDETERMINISTIC|FAIL
#include <set>
#include <string>

#include "correlator.hpp"

#define on_timer right_on_timer
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_timer

namespace kitchen {

// right but for on_timer: a copy of a deadline that this process has met is dropped
eda::Task<> on_timer(eda::Event timer, Ports io) {
  static std::set<std::string> met;
  auto row =
      co_await io.store.get<eda::Json>("order/" + timer.data.at("orderId").get<std::string>());
  if (!met.insert(timer.id + row.value.dump()).second) io.log.info("again");
  co_await right_on_timer(timer, io);
}

}  // namespace kitchen
