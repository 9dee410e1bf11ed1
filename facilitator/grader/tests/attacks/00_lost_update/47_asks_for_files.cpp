// Attack 47: tests by __has_include whether the hidden tests exist.
// Must: FAIL
#include "lost_update.hpp"

#if __has_include("@ROOT@/facilitator/00_lost_update/lost_update_hidden_test.cpp")
#error "they are"
#endif

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
