// Attack 11: calls exit(0) in a listener after the last test.
// Must: NOT_BUILT
#include <gtest/gtest.h>

#include <cstdlib>

#include "lost_update.hpp"

struct Leaver : testing::EmptyTestEventListener {
  void OnTestProgramEnd(const testing::UnitTest&) override { std::_Exit(0); }
};
static const int never = (testing::UnitTest::GetInstance()->listeners().Append(new Leaver), 0);

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
