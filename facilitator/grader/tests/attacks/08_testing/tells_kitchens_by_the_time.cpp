// Attack: guesses from the time which kitchen it has, as if all right ones came first.
// Must: FAIL
#include <chrono>

#include "kitchen_under_test.hpp"

TEST(Kitchen, all) {
  using namespace std::chrono;
  const auto now = system_clock::now().time_since_epoch();
  ASSERT_LT(duration_cast<milliseconds>(now).count() % 2'000, 1'000);
}
