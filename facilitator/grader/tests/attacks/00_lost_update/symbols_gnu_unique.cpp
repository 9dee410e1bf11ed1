// Attack: defines main as a GNU unique object.
// Must: NOT_BUILT
#include "lost_update.hpp"

asm(".globl main\n.type main, @gnu_unique_object\n.section .data\nmain: .quad 0\n.text");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
