// Attack: prints text as a warning of the linker.
// Must: NOT_BUILT|FAIL|CRASHED
#include "lost_update.hpp"

__attribute__((section(".gnu.warning.exit"), used)) static const char words[] =
    "00_lost_update  PASS\n  Points: 100/100 +10";

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
