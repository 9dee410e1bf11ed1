#include <gmock/gmock.h>

#include "checkout.hpp"
#include "results/activity.hpp"
#include "results/built.hpp"
#include "source_files.hpp"
#include "workshop/answers.hpp"
#include "workshop/pack.hpp"
#include "workshop/watch.hpp"
#include "workshop/workshop.hpp"

namespace {

using results::Ending;
using testing::AllOf, testing::EndsWith, testing::HasSubstr, testing::IsEmpty, testing::Not,
    testing::StartsWith;

const std::string answer = "exercises/03_correlator/correlator.cpp";

class WorkshopReset : public testing::Test {
 protected:
  std::string reset() { return workshop::reset(kit.manifest, "03", "20261121-170653"); }
  const std::string backup = answer + ".20261121-170653.bak";
  Checkout kit;
};

TEST_F(WorkshopReset, PutsTheSkeletonBackAndKeepsTheAnswer) {
  kit.write(answer, "mine\n");
  EXPECT_EQ(reset(), answer + " is the skeleton again. Your answer is kept in\n" + backup + "\n");
  EXPECT_EQ(kit.read(answer), "skeleton\n");
  EXPECT_EQ(kit.read(backup), "mine\n");
}

TEST_F(WorkshopReset, NeverOverwritesAnEarlierBackup) {
  for (const char* text : {"first", "second", "third"}) {
    kit.write(answer, text);
    reset();
  }
  EXPECT_EQ(kit.read(backup), "first");
  EXPECT_EQ(kit.read(answer + ".20261121-170653-2.bak"), "second");
  EXPECT_EQ(kit.read(answer + ".20261121-170653-3.bak"), "third");
}

TEST_F(WorkshopReset, DoesNothingToASkeleton) {
  EXPECT_THAT(reset(), HasSubstr("is the skeleton already"));
  kit.write(answer, "skeleton\r\n");
  EXPECT_THAT(reset(), HasSubstr("is the skeleton already"));
  EXPECT_FALSE(exists(kit / backup));
}

TEST_F(WorkshopReset, BringsBackAnAnswerThatIsGone) {
  remove(kit / answer);
  EXPECT_THAT(reset(), HasSubstr("there was no answer"));
  EXPECT_EQ(kit.read(answer), "skeleton\n");
}

TEST_F(WorkshopReset, LeavesTheAnswerAloneWhenThereIsNothingToGoBackTo) {
  kit.write(answer, "mine\n");
  remove(kit / "harness/skeletons/03_correlator/correlator.cpp.in");
  EXPECT_THROW(reset(), workshop::BadUsage);
  EXPECT_EQ(kit.read(answer), "mine\n");
  EXPECT_THROW((void)workshop::reset(kit.manifest, "04", "now"), workshop::BadUsage);
}

TEST(Skeletons, AreThoseOfTheExercises) {
  for (const std::string& activity : tidy::activities()) {
    const std::vector<std::string> files = results::read_activity(tidy::root(), activity).files;
    EXPECT_TRUE(
        workshop::is_skeleton(tidy::root(), {.folder = activity, .tests = {}, .files = files}))
        << "copy each file of the answer from exercises/" << activity << "/ to harness/skeletons/"
        << activity << "/FILE.in";
  }
}

/// A checkout whose activity has a file of code and one of data, in a folder.
class TwoFiles : public testing::Test {
 protected:
  TwoFiles() {
    manifest.activities[0].files = {"correlator.cpp", "rules/large.json"};
    kit.write(data, "null\n");
    kit.write("harness/skeletons/03_correlator/rules/large.json.in", "null\n");
  }
  std::string reset() { return workshop::reset(manifest, "03", "now"); }

  const std::string data = "exercises/03_correlator/rules/large.json";
  Checkout kit;
  results::Manifest manifest = kit.manifest;
};

TEST_F(TwoFiles, AreASkeletonTogether) {
  EXPECT_TRUE(workshop::is_skeleton(manifest.root, manifest.activities[0]));
  kit.write(data, "{}\n");
  EXPECT_FALSE(workshop::is_skeleton(manifest.root, manifest.activities[0]));
}

TEST_F(TwoFiles, AreResetEachForItself) {
  kit.write(data, "{}\n");
  EXPECT_EQ(reset(), answer + " is the skeleton already: nothing to do.\n" + data +
                         " is the skeleton again. Your answer is kept in\n" + data + ".now.bak\n");
  EXPECT_EQ(kit.read(data), "null\n");
  EXPECT_EQ(kit.read(data + ".now.bak"), "{}\n");
}

TEST_F(TwoFiles, StayAsTheyAreWhereOneHasNoSkeleton) {
  kit.write(answer, "mine\n");
  remove(kit / "harness/skeletons/03_correlator/rules/large.json.in");
  EXPECT_THROW(reset(), workshop::BadUsage);
  EXPECT_EQ(kit.read(answer), "mine\n");
}

TEST_F(TwoFiles, AreComparedOneAfterAnother) {
  const auto commands = workshop::diff_commands(manifest, "03", "", false);
  ASSERT_EQ(commands.size(), 2u);
  EXPECT_THAT(commands[1], EndsWith("/solutions/03_correlator/rules/large.json\""));
}

TEST_F(TwoFiles, ArePackedAsSkeletons) {
  const Checkout packed;
  packed.write(answer, "the facilitator's own");
  packed.write(data, "the facilitator's own");
  workshop::take_answers_out(manifest, packed.manifest.root);
  EXPECT_EQ(packed.read(answer), "skeleton\n");
  EXPECT_EQ(packed.read(data), "null\n");
}

TEST_F(TwoFiles, AreWatchedBoth) {
  const workshop::Seen before = workshop::look_at(manifest, manifest.activities[0]);
  kit.write(data, "{}\n");
  EXPECT_NE(workshop::look_at(manifest, manifest.activities[0]).content, before.content);
}

TEST_F(TwoFiles, CountAsBuiltWhereBothHaveTheirTexts) {
  results::note_build(manifest, manifest.activities[0]);
  EXPECT_TRUE(results::is_as_built(manifest, manifest.activities[0]));
  kit.write(data, "{}\n");
  EXPECT_FALSE(results::is_as_built(manifest, manifest.activities[0]));
}

class WorkshopDiff : public testing::Test {
 protected:
  std::string why_not(const results::Progress& progress, bool gives_up = false) {
    return workshop::why_no_diff(kit.manifest, progress, "03", gives_up);
  }
  static results::Progress passed(const std::vector<std::string>& tests) {
    results::Progress progress;
    for (const std::string& test : tests) progress.results[test].ending = Ending::passed;
    return progress;
  }
  void SetUp() override { kit.write("solutions/03_correlator/correlator.cpp", "ours\n"); }
  Checkout kit;
};

TEST_F(WorkshopDiff, IsForThoseWhoseTestsAllPass) {
  results::Progress all = passed({"03.order.in_sequence", "03.order.late", "03.crash.once"});
  EXPECT_EQ(why_not(all), "");
  all.results.at("03.crash.once").ending = Ending::skipped;
  EXPECT_THAT(why_not(all), StartsWith("2 of 3 tests of activity 03 pass"));
  EXPECT_THAT(why_not({}), AllOf(StartsWith("0 of 3"),
                                 EndsWith("\nbuild/participant/workshop diff 03 --give-up\n")));
}

TEST_F(WorkshopDiff, IsForThoseWhoGiveUp) { EXPECT_EQ(why_not({}, true), ""); }

TEST_F(WorkshopDiff, SaysWhoHasTheSolutions) {
  remove_all(kit / "solutions");
  EXPECT_EQ(why_not({}, true), "solutions/ is not here: the facilitator has it.\n");
}

TEST_F(WorkshopDiff, TakesGitWhereThereIsOne) {
  const std::string paths =
      "\"exercises/03_correlator/correlator.cpp\" \"solutions/03_correlator/correlator.cpp\"";
  const std::string plain = workshop::diff_commands(kit.manifest, "03", "/bin/git", false).at(0);
  EXPECT_THAT(plain, AllOf(StartsWith("\"/bin/git\" -C "), EndsWith("-- " + paths),
                           HasSubstr(" --no-pager diff --no-index "), HasSubstr("--color=never")));
  EXPECT_THAT(workshop::diff_commands(kit.manifest, "03", "/bin/git", true).at(0),
              HasSubstr("--color=auto"));
  EXPECT_THAT(workshop::diff_commands(kit.manifest, "03", "", true).at(0),
              StartsWith("diff -u \""));
}

class WorkshopPack : public testing::Test {
 protected:
  std::string complaint_of(const std::filesystem::path& directory) {
    try {
      (void)workshop::pack(kit.manifest, directory);
    } catch (const workshop::BadUsage& bad) {
      return bad.what();
    }
    return "";
  }
  Checkout kit;
};

TEST_F(WorkshopPack, IsMadeInTheBuildDirectoryAndLeftInAnother) {
  const workshop::Pack pack = workshop::pack(kit.manifest, "/tmp/there");
  const std::string build = kit.manifest.build.string();
  EXPECT_EQ(pack.archive, "/tmp/there/out-of-order.tar.gz");
  EXPECT_EQ(pack.install, "cmake --install \"" + build + "\" --component participant --prefix \"" +
                              build + "/pack/out-of-order\" > \"" + build + "/pack/install.log\"");
  EXPECT_EQ(pack.compress, "cmake -E chdir \"" + build +
                               "/pack\" cmake -E tar czf \"/tmp/there/out-of-order.tar.gz\" "
                               "out-of-order");
}

TEST_F(WorkshopPack, IsNotLeftWhereTheNextOneWouldHoldIt) {
  EXPECT_THAT(complaint_of(kit.manifest.root), HasSubstr("is in the checkout"));
  EXPECT_THAT(complaint_of(kit / "slides/../exercises"), HasSubstr("is in the checkout"));
  EXPECT_EQ(complaint_of(kit.manifest.build / "pack"), "");
  EXPECT_EQ(complaint_of(kit / ".."), "");
  EXPECT_EQ(complaint_of(kit.manifest.root.string() + "-beside"), "");
}

TEST_F(WorkshopPack, HoldsSkeletonsWhateverTheFacilitatorHasWritten) {
  const Checkout packed;
  packed.write(answer, "the facilitator's own");
  workshop::take_answers_out(kit.manifest, packed.manifest.root);
  EXPECT_EQ(packed.read(answer), "skeleton\n");
}

}  // namespace
