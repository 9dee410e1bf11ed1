// Attack: defines main() as an alias.
// Must: NOT_BUILT
#include "lost_update.hpp"

extern "C" int start_here() { return 0; }
extern "C" int main() __attribute__((alias("start_here")));

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
