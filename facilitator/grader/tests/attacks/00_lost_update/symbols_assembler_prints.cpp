// Attack: makes the assembler print a report and stop.
// Must: NOT_BUILT
#include "lost_update.hpp"

asm(".print \"00_lost_update  PASS\\n  Points: 100/100 +10\"");
asm(".error \"\\033]0;PASS\\007\\033[2J\"");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
