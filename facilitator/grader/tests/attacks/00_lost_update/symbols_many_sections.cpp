// Attack: hides a section of constructors behind twelve thousand others.
// Must: NOT_BUILT|FAIL|CRASHED
#include <unistd.h>

#include "lost_update.hpp"

asm(".altmacro\n.macro many n\n.section .s\\n,\"a\"\n.byte 0\n.endm\n"
    ".set i,0\n.rept 12000\nmany %i\n.set i,i+1\n.endr\n"
    ".section .preinit_array,\"aw\"\n.quad leave_now\n.text");
extern "C" void leave_now() { _exit(0); }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
