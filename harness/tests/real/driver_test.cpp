#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "real/cluster.hpp"

/// The driver of a run is killed: its servers and workers must end too.
namespace {

/// Waits for a line with these words. Returns false if the output ends first.
bool wait_for(FILE* output, const std::string& words) {
  char line[1024];
  while (std::fgets(line, sizeof line, output) != nullptr)
    if (std::string{line}.find(words) != std::string::npos) return true;
  return false;
}

TEST(Driver, LeavesNoProcessBehindWhenItIsKilled) {
  if (!real::find_programs().are_there()) GTEST_SKIP() << real::how_to_install;
  // processes without a parent become children of this one, so that it can wait for them
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t driver = fork();
  if (driver == 0) {
    dup2(ends[1], 1);
    execl(OOO_PROGRAM, OOO_PROGRAM, "run", "--orders", "100000", "--no-kill", nullptr);
    _exit(127);
  }
  close(ends[1]);
  FILE* output = fdopen(ends[0], "r");
  ASSERT_TRUE(wait_for(output, "They are ready")) << "the driver has ended before its servers ran";
  ASSERT_EQ(kill(driver, SIGKILL), 0);
  int ended = 0;
  while (waitpid(-1, nullptr, 0) > 0) ++ended;
  // the driver, three NATS servers, PostgreSQL, two workers
  EXPECT_GE(ended, 7);
  std::fclose(output);
}

}  // namespace
