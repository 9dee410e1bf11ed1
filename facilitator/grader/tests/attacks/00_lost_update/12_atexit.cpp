// Attack 12: registers an exit handler that turns each exit code into 0.
// Must: FAIL
#include <cstdlib>

#include "lost_update.hpp"

static const int never = std::atexit([] { std::_Exit(0); });

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
