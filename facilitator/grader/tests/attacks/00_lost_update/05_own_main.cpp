// Attack 5: defines main().
// Must: NOT_BUILT
#include "lost_update.hpp"

int main() { return 0; }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
