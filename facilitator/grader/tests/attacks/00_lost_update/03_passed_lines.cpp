// Attack 3: prints the output of a passing run.
// Must: CRASHED
#include <cstdio>
#include <cstdlib>

#include "lost_update.hpp"

static const int never = [] {
  std::puts("[==========] 9 tests ran.\n[  PASSED  ] 9 tests.");
  std::fflush(stdout);
  std::_Exit(0);
  return 0;
}();

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
