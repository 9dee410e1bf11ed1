#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>

#include "real/cluster.hpp"

/// The driver of a run is killed: its servers and workers must end too.
namespace {

TEST(Driver, LeavesNoProcessBehindWhenItIsKilled) {
  if (!real::find_programs().are_there()) GTEST_SKIP() << real::how_to_install;
  // processes without a parent become children of this one, so that it can wait for them
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const std::filesystem::path folder = OOO_FOLDER;
  std::filesystem::create_directories(folder);
  real::Process driver{{.name = "driver",
                        .command = {OOO_PROGRAM, "run", "--orders", "10000", "--no-kill"},
                        .log = folder / "driver.log"}};
  driver.wait_for("They are ready", std::chrono::minutes{10});
  driver.end(SIGKILL);
  int ended = 1;  // the driver
  while (waitpid(-1, nullptr, 0) > 0) ++ended;
  // three NATS servers, PostgreSQL, two workers
  EXPECT_GE(ended, 7);
}

}  // namespace
