#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "scratch.hpp"
#include "tests/source_files.hpp"
#include "workshop/command.hpp"

/// Tests of harness/setup.sh on a machine whose programs are scripts of this test.
namespace {

namespace fs = std::filesystem;
using testing::AllOf, testing::HasSubstr, testing::Not;

class Setup : public testing::Test {
 protected:
  void SetUp() override {
    if (find("sh").empty()) GTEST_SKIP() << "needs a shell";
    for (const char* tool : {"sh", "cat", "rm", "mktemp", "dirname", "cmp", "env"})
      fs::create_symlink(find(tool), machine / tool);
    script("dpkg-query", "case \"$*\" in *ninja-build*) exit 1;; *) printf installed;; esac");
    script("apt-get", "echo \"apt-get $1 as $AS\" >> " + log);
    script("id", "echo 1000");
    script("sudo", "[ \"$1\" = -v ] || AS=root exec \"$@\"");
  }

  static fs::path find(const std::string& program) {
    return workshop::find_program(program, std::getenv("PATH"));
  }

  void script(const std::string& name, const std::string& text) const {
    std::ofstream{machine / name} << "#!/bin/sh\n" << text << '\n';
    fs::permissions(machine / name, fs::perms::owner_all);
  }

  static std::string text_of(const fs::path& file) {
    std::ifstream input{file};
    return {std::istreambuf_iterator<char>{input}, {}};
  }

  /// Returns the exit code. Sets `said` to the output and `called` to the calls of apt-get.
  int setup(const std::string& option = "") {
    const std::string command = "PATH=" + machine.folder.string() + " AS=user sh " +
                                (tidy::root() / "harness" / "setup.sh").string() + " " + option +
                                " > " + (machine / "said").string() + " 2>&1";
    const int exit_code = workshop::run(command);
    said = text_of(machine / "said");
    called = text_of(log);
    return exit_code;
  }

  Scratch machine;
  const std::string log = (machine / "log").string();
  std::string said, called;
};

TEST_F(Setup, CallsSudoItself) {
  EXPECT_EQ(setup(), 0) << said;
  EXPECT_EQ(called, "apt-get update as root\napt-get install as root\n");
  EXPECT_THAT(said, AllOf(HasSubstr("Installing, with sudo: ninja-build\n"), HasSubstr("Done.")));
}

TEST_F(Setup, NeedsNoSudoWhereRootRunsIt) {
  script("id", "echo 0");
  fs::remove(machine / "sudo");
  EXPECT_EQ(setup(), 0) << said;
  EXPECT_EQ(called, "apt-get update as user\napt-get install as user\n");
}

TEST_F(Setup, SaysWhatToDoWithoutSudo) {
  fs::remove(machine / "sudo");
  EXPECT_EQ(setup(), 1);
  EXPECT_EQ(called, "");
  EXPECT_EQ(said,
            "To install: ninja-build\n"
            "This needs root, and there is no sudo: run harness/setup.sh as root.\n");
}

TEST_F(Setup, StopsWhereSudoIsRefused) {
  script("sudo", "exit 1");
  EXPECT_EQ(setup(), 1);
  EXPECT_EQ(called, "");
  EXPECT_THAT(said, HasSubstr("sudo was refused, so nothing was installed."));
}

TEST_F(Setup, NeedsNobodyWhereAllIsInstalled) {
  script("dpkg-query", "printf installed");
  fs::remove(machine / "sudo");
  EXPECT_EQ(setup(), 0);
  EXPECT_EQ(said, "Everything is installed.\n");
}

TEST_F(Setup, InstallsTheServersOnlyWhenAsked) {
  script("dpkg-query", "case \"$*\" in *nats-server*) exit 1;; *) printf installed;; esac");
  EXPECT_EQ(setup(), 0);
  EXPECT_EQ(said, "Everything is installed.\n");
  EXPECT_EQ(setup("--real"), 0);
  EXPECT_THAT(said, HasSubstr("Installing, with sudo: nats-server\n"));
}

TEST_F(Setup, InstallsTheServersForTheSelfCheckToo) {
  script("dpkg-query", "case \"$*\" in *nats-server*) exit 1;; *) printf installed;; esac");
  script("apt-get", "exit 100");  // so that it does not install the packages of Node
  EXPECT_EQ(setup("--all"), 100);
  EXPECT_THAT(said, HasSubstr("Installing, with sudo: nats-server\n"));
}

TEST_F(Setup, InstallsTheModelCheckersOnlyWhenAsked) {
  script("dpkg-query", "case \"$*\" in *rumur*) exit 1;; *) printf installed;; esac");
  EXPECT_EQ(setup("--all"), 0);
  EXPECT_EQ(setup("--peers"), 0);
  EXPECT_THAT(said, HasSubstr("Installing, with sudo: rumur\n"));
}

TEST_F(Setup, ShowsTheWordsOfWhatFails) {
  script("apt-get", "echo no such mirror; exit 100");
  EXPECT_EQ(setup(), 100);
  EXPECT_THAT(said, AllOf(HasSubstr("no such mirror\n"), HasSubstr("apt-get update"),
                          Not(HasSubstr("Done."))));
}

}  // namespace
