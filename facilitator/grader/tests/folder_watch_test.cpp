#include "grade/room/folder_watch.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "tests/scratch.hpp"

/// The watch on the folder of a room. Each change is noticed before it returns, so nothing waits.
namespace {

using namespace std::chrono_literals;
using grader::FolderWatch;
using testing::ElementsAre, testing::IsEmpty;
namespace fs = std::filesystem;

class Watched : public testing::Test {
 protected:
  Watched() { fs::create_directory(in()); }
  fs::path in() const { return scratch_ / "in"; }
  fs::path out() const { return scratch_ / "out"; }
  void write(const std::string& name) const {
    fs::create_directories((in() / name).parent_path());
    std::ofstream{in() / name} << name;
  }

 private:
  Scratch scratch_;
};

constexpr FolderWatch::Pace at_once{.quiet = 0ms};

TEST_F(Watched, AFileHasSettledWhenItIsClosed) {
  FolderWatch watch{in(), at_once};
  std::ofstream slow{in() / "anna.zip"};
  slow << "half" << std::flush;
  write("ben.zip");
  EXPECT_THAT(watch.next(), ElementsAre("ben.zip"));
  EXPECT_THAT(watch.busy(), ElementsAre("anna.zip"));
  slow << "whole";
  slow.close();
  EXPECT_THAT(watch.next(), ElementsAre("anna.zip"));
  EXPECT_THAT(watch.busy(), IsEmpty());
}

TEST_F(Watched, AnEntryIsBusyForAMomentAfterEachChange) {
  FolderWatch watch{in(), {.quiet = 1h}};
  write("anna/lost_update.cpp");
  EXPECT_THAT(watch.settled(), IsEmpty());
  EXPECT_THAT(watch.busy(), ElementsAre("anna"));
}

TEST_F(Watched, ChangesAreNoticedAtEachDepth) {
  write("ben/lost_update.cpp");
  FolderWatch watch{in(), at_once};
  write("anna/kit/exercises/00_lost_update/lost_update.cpp");
  EXPECT_THAT(watch.next(), ElementsAre("anna"));
  EXPECT_THAT(watch.settled(), IsEmpty());
  write("anna/kit/exercises/00_lost_update/lost_update.cpp");
  EXPECT_THAT(watch.next(), ElementsAre("anna"));
  write("ben/lost_update.cpp");
  EXPECT_THAT(watch.next(), ElementsAre("ben"));
}

TEST_F(Watched, WhatIsRemovedOrRenamedHasChanged) {
  write("anna/lost_update.cpp");
  write("ben/x/lost_update.cpp");
  FolderWatch watch{in(), at_once};
  fs::remove_all(in() / "anna");
  EXPECT_THAT(watch.next(), ElementsAre("anna"));
  fs::rename(in() / "ben", in() / "carla");
  EXPECT_THAT(watch.next(), ElementsAre("ben", "carla"));
  write("carla/x/lost_update.cpp");
  EXPECT_THAT(watch.next(), ElementsAre("carla"));
}

TEST_F(Watched, AFileThatIsMovedAwayWhileItIsWrittenHoldsNothingUp) {
  fs::create_directory(in() / "anna");
  FolderWatch watch{in(), at_once};
  std::ofstream slow{in() / "anna" / "x.part"};
  slow << "half" << std::flush;
  EXPECT_THAT(watch.settled(), IsEmpty());
  fs::remove_all(in() / "anna");
  EXPECT_THAT(watch.next(), ElementsAre("anna"));
}

TEST_F(Watched, ALinkIsComplete) {
  write("anna.cpp");
  FolderWatch watch{in(), at_once};
  fs::create_hard_link(in() / "anna.cpp", in() / "ben.cpp");
  EXPECT_THAT(watch.next(), testing::Contains("ben.cpp"));
}

TEST_F(Watched, AFileThatIsNeverClosedIsTakenAtLast) {
  FolderWatch watch{in(), {.quiet = 0ms, .patience = 1ms}};
  std::ofstream stuck{in() / "anna.cpp"};
  stuck << "half" << std::flush;
  EXPECT_THAT(watch.next(), ElementsAre("anna.cpp"));
}

/// A write by another name of the file is not reported, like one by another machine.
TEST_F(Watched, LooksFindWhatTheKernelDoesNotReport) {
  write("anna/lost_update.cpp");
  fs::create_hard_link(in() / "anna/lost_update.cpp", out());
  FolderWatch watch{in(), {.quiet = 0ms, .look_every = 1ms}};
  std::ofstream{out(), std::ios::app} << "more";
  EXPECT_THAT(watch.next(), ElementsAre("anna"));
}

TEST_F(Watched, TheWaitEndsWithItsDescriptorAndWithTheFolder) {
  FolderWatch watch{in(), at_once};
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const grader::File from{ends[0]}, to{ends[1]};
  ASSERT_EQ(::write(to.number(), "x", 1), 1);
  EXPECT_THAT(watch.next(from.number()), IsEmpty());
  EXPECT_FALSE(watch.is_gone());
  fs::remove_all(in());
  EXPECT_THAT(watch.next(), IsEmpty());
  EXPECT_TRUE(watch.is_gone());
}

TEST_F(Watched, MustBeThere) { EXPECT_THROW((FolderWatch{out(), at_once}), fs::filesystem_error); }

}  // namespace
