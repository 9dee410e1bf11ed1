// Attack 26: exits by assembler code, without a symbol.
// Must: CRASHED
#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  asm("syscall" ::"a"(231), "D"(0));
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
