// Attack: claims by #line that an error is in the hidden tests, so that the compiler shows them.
// Must: NOT_BUILT
#include "lost_update.hpp"

#line 30 "@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp"
int mistake = "of another type";
#line 10 "@ROOT@/solutions/00_lost_update/lost_update.cpp"
int another = "of another type";

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
