// Attack: requests more libraries and another entry point from the linker.
// Must: NOT_BUILT|FAIL
#include "lost_update.hpp"

asm(".section .deplibs,\"MS\",@llvm_dependent_libraries,1\n.asciz \"gtest\"\n"
    ".asciz \"/etc/passwd\"\n.text");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
