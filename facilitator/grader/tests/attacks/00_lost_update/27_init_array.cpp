// Attack 27: adds itself to the section of constructors.
// Must: CRASHED
#include <unistd.h>

#include "lost_update.hpp"

extern "C" void leave_now() { _exit(0); }
asm(".pushsection .init_array,\"aw\"\n.quad leave_now\n.popsection");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
