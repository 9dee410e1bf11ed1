#include "check/terminal.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace {

using check::terminal_columns;

/// Makes standard output a terminal of that many columns during its lifetime.
class Terminal : public testing::Test {
 protected:
  void SetUp() override {
    std::fflush(stdout);
    unsetenv("COLUMNS");
    master_ = posix_openpt(O_RDWR | O_NOCTTY);
    ASSERT_GE(master_, 0);
    ASSERT_EQ(grantpt(master_), 0);
    ASSERT_EQ(unlockpt(master_), 0);
    terminal_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal_, 0);
    output_ = dup(STDOUT_FILENO);
    ASSERT_EQ(dup2(terminal_, STDOUT_FILENO), STDOUT_FILENO);
  }
  void TearDown() override {
    if (output_ >= 0) dup2(output_, STDOUT_FILENO);
    for (const int file : {output_, terminal_, master_})
      if (file >= 0) close(file);
    unsetenv("COLUMNS");
  }
  void make_wide(unsigned short columns) const {
    winsize size{};
    size.ws_col = columns;
    ASSERT_EQ(ioctl(terminal_, TIOCSWINSZ, &size), 0);
  }

 private:
  int master_ = -1, terminal_ = -1, output_ = -1;
};

TEST_F(Terminal, IsUsedInItsWholeWidth) {
  make_wide(160);
  EXPECT_EQ(terminal_columns(), 160u);
}

TEST_F(Terminal, MayBeToldItsWidthByTheShell) {
  make_wide(160);
  setenv("COLUMNS", "180", 1);
  EXPECT_EQ(terminal_columns(), 180u);
}

TEST_F(Terminal, IsTakenFor100ColumnsWhereItIsNarrowerOrSaysNothing) {
  for (const unsigned short columns : {0, 80}) {
    make_wide(columns);
    EXPECT_EQ(terminal_columns(), 100u) << columns;
  }
  setenv("COLUMNS", "wide", 1);
  EXPECT_EQ(terminal_columns(), 100u);
}

TEST(Output, ThatIsNoTerminalHas100Columns) {
  const int output = dup(STDOUT_FILENO);
  std::fflush(stdout);
  const int file = open("/dev/null", O_WRONLY);
  dup2(file, STDOUT_FILENO);
  setenv("COLUMNS", "180", 1);
  EXPECT_EQ(terminal_columns(), 100u);
  unsetenv("COLUMNS");
  dup2(output, STDOUT_FILENO);
  close(output);
  close(file);
}

}  // namespace
