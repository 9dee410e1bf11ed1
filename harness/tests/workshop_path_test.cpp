#include <gmock/gmock.h>

#include <chrono>

#include "checkout.hpp"
#include "results/progress.hpp"
#include "workshop/where.hpp"

namespace {

using namespace std::chrono_literals;
using results::Ending;
using testing::AllOf, testing::HasSubstr, testing::Not;

/// A learner's copy with 03, and with 04 and 07, which build on it; 07 builds on 04 too.
class Path : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"04_compensation", "07_outbox"}) {
      const std::string name = std::string{folder}.substr(3);
      skeleton(folder, name, "skeleton\n");
      manifest.activities.push_back({folder, {{"order", "first", true}}});
    }
  }

  void skeleton(const std::string& folder, const std::string& name, const std::string& text) {
    kit.write("harness/skeletons/" + folder + "/" + name + ".cpp.in", text);
    kit.write("exercises/" + folder + "/" + name + ".cpp", text);
  }

  /// Writes an answer, and runs tests of it: those of one activity or more.
  void work(const std::string& folder, results::Results endings) {
    kit.write("exercises/" + folder + "/" + folder.substr(3) + ".cpp", "mine\n");
    kit.write("build/participant/bin/" + folder, "");
    for (const results::ManifestActivity& activity : manifest.activities)
      if (activity.folder == folder) results::note_build(manifest, activity);
    results::keep_results(manifest, endings, std::filesystem::file_time_type::max());
  }

  std::string where(std::chrono::hours later = 0h, const std::map<std::string, int>& hints = {}) {
    const workshop::Activities activities{
        {"03_correlator", {.title = "Three Tickets", .idea = "One write.", .track = "core"}},
        {"04_compensation",
         {.title = "Olives",
          .idea = "Record it first.",
          .track = "deep dive",
          .prerequisites = {"03_correlator"},
          .hints = {"a", "b", "c"}}},
        {"07_outbox",
         {.title = "Drawer",
          .idea = "Both or none.",
          .track = "deep dive",
          .prerequisites = {"03_correlator", "04_compensation"}}}};
    const results::Progress progress = results::read_progress(manifest);
    const auto now = progress.last ? progress.last->at : std::filesystem::file_time_type{};
    return workshop::where(manifest, activities, progress, hints, now + later, {});
  }

  void pass_03() {
    work("03_correlator", {{"03.order.in_sequence", {Ending::passed}},
                           {"03.order.late", {Ending::passed}},
                           {"03.crash.once", {Ending::passed}}});
  }

  Checkout kit;
  results::Manifest manifest = kit.manifest;
};

TEST_F(Path, BeginsWithTheFirstAndItsIdea) {
  EXPECT_THAT(where(), AllOf(HasSubstr("Next: read exercises/03_correlator/README.md, then:\n"),
                             HasSubstr("\nWhy: One write.\n"), Not(HasSubstr("Last time"))));
}

TEST_F(Path, SaysOnWhatTheNextOneBuilds) {
  pass_03();
  EXPECT_THAT(where(), AllOf(HasSubstr("Next: read exercises/04_compensation/README.md"),
                             HasSubstr("Why: It builds on 03, which passes. Record it first.\n")));
  work("04_compensation", {{"04.order.first", {Ending::passed}}});
  EXPECT_THAT(where(), HasSubstr("Why: It builds on 03 and 04, which pass. Both or none.\n"));
}

TEST_F(Path, GoesOnWithTheActivityOfTheLatestRun) {
  work("04_compensation", {{"04.order.first", {Ending::failed}}});
  EXPECT_THAT(where(), AllOf(HasSubstr("Next: build/participant/workshop test 04 order\n"),
                             HasSubstr("Why: You worked on it last. 0 of its 1 tests pass.\n")));
  work("04_compensation", {{"04.order.first", {Ending::passed}}});
  EXPECT_THAT(where(), HasSubstr("Next: read exercises/03_correlator/README.md"))
      << "an activity that passes is done";
}

TEST_F(Path, KeepsThePlaceWhenAllTestsAreRun) {
  work("04_compensation", {{"04.order.first", {Ending::failed}}});
  work("03_correlator",
       {{"03.order.in_sequence", {Ending::failed}}, {"04.order.first", {Ending::failed}}});
  EXPECT_THAT(where(), HasSubstr("Next: build/participant/workshop test 04 order\n"));
}

TEST_F(Path, TellsAPrerequisiteThatDoesNotPass) {
  work("03_correlator", {{"03.order.in_sequence", {Ending::failed}}});
  pass_03();
  work("07_outbox", {{"07.order.first", {Ending::passed}}});
  kit.write("exercises/03_correlator/correlator.cpp", "skeleton\n");
  kit.write("exercises/07_outbox/outbox.cpp", "skeleton\n");
  manifest.activities.erase(manifest.activities.begin());
  manifest.activities.push_back(kit.manifest.activities[0]);
  EXPECT_THAT(where(), HasSubstr("Why: It builds on 03, which does not pass yet. Record"));
}

TEST_F(Path, TellsAfterADayWhereTheLearnerWas) {
  work("04_compensation", {{"04.order.first", {Ending::failed}}});
  EXPECT_THAT(where(23h), Not(HasSubstr("Last time")));
  EXPECT_THAT(where(25h), HasSubstr("Last time, 1 day ago, you worked on 04 Olives: 0 of its 1 "));
  EXPECT_THAT(where(24h * 8, {{"04", 2}}),
              AllOf(HasSubstr("Last time, 8 days ago, you worked on"),
                    HasSubstr("and 2\nof its 3 hints had been read.\n")));
}

TEST_F(Path, IgnoresADamagedPlace) {
  work("04_compensation", {{"04.order.first", {Ending::failed}}});
  for (const char* bad : {"7", "\"99_gone\"", "null", "[\"04_compensation\"]"}) {
    const std::string kept = kit.read("build/participant/results.json");
    const std::size_t at = kept.find("\"last work\": ") + 13;
    ASSERT_NE(kept.find("\"last work\": "), std::string::npos);
    kit.write("build/participant/results.json",
              kept.substr(0, at) + bad + kept.substr(kept.find_first_of(",\n", at)));
    EXPECT_THAT(where(24h * 8),
                AllOf(HasSubstr("Next: read exercises/03_correlator"), Not(HasSubstr("Last time"))))
        << bad;
  }
}

}  // namespace
