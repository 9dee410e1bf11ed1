// Attack: tests by #pragma whether the hidden tests are newer.
// Must: NOT_BUILT|FAIL
#include "lost_update.hpp"

#pragma GCC dependency \
    "@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp" they are newer

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
