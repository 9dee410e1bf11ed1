// Attack: makes the assembler read a file that the compiler must not read.
// Must: NOT_BUILT
#include "lost_update.hpp"

asm(".include \"@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp\"");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
