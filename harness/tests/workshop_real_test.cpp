#include <gmock/gmock.h>

#include "tests/source_files.hpp"
#include "workshop/real.hpp"
#include "workshop/workshop.hpp"

/// `workshop real`, up to the command that it runs.
namespace {

using testing::AllOf, testing::EndsWith, testing::HasSubstr;

results::Manifest manifest() {
  results::Manifest manifest{.root = tidy::root(), .build = tidy::root() / "build" / "x"};
  for (const std::string& activity : tidy::activities())
    manifest.activities.push_back({.folder = activity});
  return manifest;
}

TEST(WorkshopReal, NamesThePortThatHasNoEngine) {
  EXPECT_EQ(workshop::why_not_real(manifest(), "16"),
            "real: 16 needs the port `records`, which has no engine yet\n");
  EXPECT_EQ(workshop::why_not_real(manifest(), "13"),
            "real: 13 needs the port `cloud`, which has no engine yet\n");
}

TEST(WorkshopReal, NeedsServices) {
  EXPECT_EQ(workshop::why_not_real(manifest(), "01"),
            "real: 01 has no services, so there is nothing to run\n");
}

TEST(WorkshopReal, NeedsALoad) {
  EXPECT_THAT(workshop::why_not_real(manifest(), "00"), HasSubstr("real: 00 has no load yet"));
}

TEST(WorkshopReal, RunsTheActivitiesThatHaveALoad) {
  for (const char* number : {"03", "04", "06", "07", "10", "11", "12"})
    EXPECT_EQ(workshop::why_not_real(manifest(), number), "");
}

TEST(WorkshopReal, RefusesAnActivityThatDoesNotExist) {
  EXPECT_THROW(workshop::why_not_real(manifest(), "99"), workshop::BadUsage);
}

TEST(WorkshopReal, BuildsAndRunsTheProgramOfTheActivity) {
  const auto commands =
      workshop::real_commands(manifest(), {.number = "03", .options = {"--orders", "200"}});
  EXPECT_THAT(commands.build, EndsWith(" --target 03_real"));
  EXPECT_THAT(commands.run, AllOf(HasSubstr("03_real"), EndsWith(" run --orders 200")));
}

}  // namespace
