// Attack 8: defines the function of GoogleTest that records a failure.
// Must: NOT_BUILT|FAIL|CRASHED
#include "lost_update.hpp"

namespace testing::internal {
struct AssertHelper {
  void operator=(int) const;
};
void AssertHelper::operator=(int) const {}
}  // namespace testing::internal

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
