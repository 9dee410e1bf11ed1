// Attack 27: enters itself among the constructors. Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

static void leave() { _exit(0); }
__attribute__((section(".init_array"), used)) static void (*const entry)() = leave;

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
