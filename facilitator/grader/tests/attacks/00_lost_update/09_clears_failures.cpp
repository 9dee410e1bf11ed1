// Attack 9: adds a test listener that clears failures.
// Must: NOT_BUILT

#include <any>
#include <functional>
#include <iomanip>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#define private public
#include <gtest/gtest.h>
#undef private

#include "lost_update.hpp"

struct Eraser : testing::EmptyTestEventListener {
  void OnTestPartResult(const testing::TestPartResult&) override {
    auto* test =
        const_cast<testing::TestInfo*>(testing::UnitTest::GetInstance()->current_test_info());
    const_cast<testing::TestResult*>(test->result())->test_part_results_.clear();
  }
};
static const int never = (testing::UnitTest::GetInstance()->listeners().Append(new Eraser), 0);

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
