// Attack 1: calls exit(0) in a constructor function, before main().
// Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

__attribute__((constructor)) static void leave() { _exit(0); }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
