// Attack: kills its parent, and all processes.
// Must: FAIL
#include <unistd.h>

#include <csignal>

#include "kitchen_under_test.hpp"

TEST(Kitchen, all) {
  kill(getppid(), SIGKILL);
  kill(-1, SIGKILL);
}
