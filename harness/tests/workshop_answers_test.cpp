#include <gmock/gmock.h>

#include "checkout.hpp"
#include "source_files.hpp"
#include "workshop/answers.hpp"
#include "workshop/pack.hpp"
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
  remove(kit / "harness/skeletons/03_correlator.cpp.in");
  EXPECT_THROW(reset(), workshop::BadUsage);
  EXPECT_EQ(kit.read(answer), "mine\n");
  EXPECT_THROW((void)workshop::reset(kit.manifest, "04", "now"), workshop::BadUsage);
}

TEST(Skeletons, AreThoseOfTheExercises) {
  for (const std::string& activity : tidy::activities())
    EXPECT_TRUE(workshop::is_skeleton(tidy::root(), {.folder = activity}))
        << "cp exercises/" << activity << "/" << activity.substr(3) << ".cpp harness/skeletons/"
        << activity << ".cpp.in";
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
  const std::string plain = workshop::diff_command(kit.manifest, "03", "/bin/git", false);
  EXPECT_THAT(plain, AllOf(StartsWith("\"/bin/git\" -C "), EndsWith("-- " + paths),
                           HasSubstr(" --no-pager diff --no-index "), HasSubstr("--color=never")));
  EXPECT_THAT(workshop::diff_command(kit.manifest, "03", "/bin/git", true),
              HasSubstr("--color=auto"));
  EXPECT_THAT(workshop::diff_command(kit.manifest, "03", "", true), StartsWith("diff -u \""));
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

TEST(WorkshopHelp, OffersInAnArchiveOnlyWhatWorksThere) {
  const Checkout archive;
  EXPECT_FALSE(workshop::can_compare(archive / ""));
  EXPECT_FALSE(workshop::can_pack(archive / ""));
  archive.write("solutions/03_correlator/correlator.cpp", "");
  archive.write("facilitator/03_correlator/notes.md", "");
  EXPECT_TRUE(workshop::can_compare(archive / ""));
  EXPECT_TRUE(workshop::can_pack(archive / ""));
}

}  // namespace
