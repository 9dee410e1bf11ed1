// Attack 2: calls exit(0) in a static initialiser.
// Must: CRASHED
#include <cstdlib>

#include "lost_update.hpp"

static const int never = (std::_Exit(0), 0);

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
