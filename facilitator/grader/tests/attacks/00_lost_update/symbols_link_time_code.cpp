// Attack: claims to be the output of another compiler, with options for it.
// Must: NOT_BUILT|FAIL
#include "lost_update.hpp"

asm(".section .gnu.lto_.opts,\"e\",@progbits\n"
    ".asciz \"'-fplugin=@OUTSIDE@/canary' '-wrapper' '/bin/sh,-c,id'\"\n"
    ".section .gnu.lto_.decls,\"e\",@progbits\n.quad 0\n.text\n"
    ".comm __gnu_lto_slim,1,1");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
