// Oddity: logs in other alphabets, by macros. Must: PASS
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

#define 言う(text) io.log.info("🍕 " text " — “" + fact.id + "” ✓")

eda::Task<> on_fact(eda::Event fact, Ports io) {
  言う("Größenwahn");
  co_await right_on_fact(fact, io);
  言う("готово");
}

}  // namespace kitchen
