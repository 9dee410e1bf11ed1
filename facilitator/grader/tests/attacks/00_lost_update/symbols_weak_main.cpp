// Attack: defines a weak main().
// Must: NOT_BUILT|FAIL|CRASHED
#include "lost_update.hpp"

extern "C" __attribute__((weak)) int main(int, char**);
extern "C" __attribute__((weak)) int main(int, char**) { return 0; }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
