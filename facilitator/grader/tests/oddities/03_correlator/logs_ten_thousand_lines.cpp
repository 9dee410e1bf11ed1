// Oddity: logs 10,001 lines for each fact. Must: PASS
#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

eda::Task<> on_fact(eda::Event fact, Ports io) {
  for (int i = 0; i < 10'001; ++i) io.log.info("a fact");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
