// Attack 32: redefines keywords and names of the tests by macros.
// Must: FAIL
#include "lost_update.hpp"

#define EXPECT_EQ(a, b)
#define ASSERT_THAT(a, b) 0 ? *this : *this
#define TEST(a, b) static void a##b()
#define FAIL()
#define main their_main
#define if (...) if (true)
#define while (...) if (false)

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
