#include "workshop/watch.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>

#include "scratch.hpp"
#include "workshop/command.hpp"
#include "workshop/verdict.hpp"
#include "workshop/workshop.hpp"

namespace {

using results::Ending;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using workshop::Seen;

results::Manifest two_activities() {
  results::Manifest manifest;
  manifest.root = "/kit";
  manifest.build = "/kit/build/participant";
  manifest.answers = "exercises";
  manifest.activities = {{"00_lost_update", {}}, {"03_correlator", {}}};
  return manifest;
}

/// Outside that plays a list of keys; 0 is a moment without a key.
class Watching : public testing::Test {
 protected:
  int watch(const std::string& number, std::vector<char> keys) {
    std::size_t next = 0;
    workshop::Outside outside;
    outside.look = [&](const auto& activity) { return look(activity.number()); };
    outside.key = [&] { return next < keys.size() ? keys[next++] : 'q'; };
    outside.judge = [&](const auto& activity) {
      manifest.push_back(activity.number());
      if (is_stopped) throw workshop::Interrupted{};
      return code;
    };
    outside.hint = [](const auto& activity) { return "hint for " + activity.number(); };
    outside.clear = [&] { ++cleared; };
    outside.say = [&](const std::string& words) { said += words; };
    return workshop::watch(two_activities(), number, outside);
  }

  std::function<Seen(std::string)> look = [](const std::string&) { return Seen{"1", "a"}; };
  int code = 1, cleared = 0;
  bool is_stopped = false;
  std::vector<std::string> manifest;
  std::string said;
};

TEST_F(Watching, JudgesOnceWhileNothingIsSaved) {
  EXPECT_EQ(watch("03", {0, 0, 0}), 1);
  EXPECT_THAT(manifest, ElementsAre("03"));
  EXPECT_EQ(cleared, 1);
  EXPECT_THAT(said, HasSubstr("Watching exercises/03_correlator/ for changes."));
  EXPECT_THAT(said, HasSubstr("[h] hint"));
}

TEST_F(Watching, JudgesAgainWhatHasBeenSaved) {
  int looks = 0;
  look = [&](const std::string&) { return ++looks < 4 ? Seen{"1", "a"} : Seen{"2", "b"}; };
  watch("00", {0, 0, 0, 0, 0});
  EXPECT_THAT(manifest, ElementsAre("00", "00"));
}

TEST_F(Watching, JudgesWhatWasSavedWhileItJudged) {
  look = [&](const std::string&) { return manifest.empty() ? Seen{"1", "a"} : Seen{"2", "b"}; };
  watch("00", {0, 0, 0});
  EXPECT_THAT(manifest, ElementsAre("00", "00"));
}

TEST_F(Watching, WaitsUntilAnEditorHasWrittenAll) {
  const std::vector<Seen> looks{{"1", "a"}, {"1", "a"}, {"2", ""}, {"3", "b"}, {"3", "b"}};
  std::size_t next = 0;
  look = [&](const std::string&) { return looks[std::min(next++, looks.size() - 1)]; };
  watch("00", {0, 0, 0, 0, 0, 0});
  EXPECT_THAT(manifest, ElementsAre("00", "00")) << "not the empty file";
}

TEST_F(Watching, EndsWhereCtrlCStopsItsBuild) {
  is_stopped = true;
  EXPECT_THROW(watch("00", {'r', 'r'}), workshop::Interrupted);
  EXPECT_THAT(manifest, ElementsAre("00"));
}

TEST_F(Watching, SaysOnceThatNothingHasChanged) {
  int looks = 0;
  look = [&](const std::string&) { return ++looks < 3 ? Seen{"1", "a"} : Seen{"2", "a"}; };
  watch("00", {0, 0, 0, 0});
  EXPECT_THAT(manifest, ElementsAre("00"));
  const std::string words = "Saved, but nothing in it has changed.";
  EXPECT_THAT(said, HasSubstr(words));
  EXPECT_THAT(said.substr(said.find(words) + 1), Not(HasSubstr(words)));
}

TEST_F(Watching, ObeysItsKeys) {
  watch("", {'r', 'h', 'n', 'x', 'n'});
  EXPECT_THAT(manifest, ElementsAre("00", "00", "03", "00")) << "after the last comes the first";
  EXPECT_THAT(said, HasSubstr("hint for 00"));
  EXPECT_THAT(said, Not(HasSubstr("hint for 03")));
}

TEST_F(Watching, EndsWithTheLatestVerdict) {
  code = 3;
  EXPECT_EQ(watch("00", {}), 3);
  EXPECT_THROW(watch("17", {}), workshop::BadUsage);
}

TEST(LookAt, SeesTimesAndContentOfTheSources) {
  const Scratch folder;
  results::Manifest manifest = two_activities();
  manifest.root = folder.folder;
  const auto& activity = manifest.activities[0];
  const auto source = folder / "exercises" / "00_lost_update" / "lost_update.cpp";
  create_directories(source.parent_path());
  std::ofstream{source} << "one";
  const Seen first = workshop::look_at(manifest, activity);
  for (const char* beside :
       {"notes.txt", "._lost_update.cpp", "#lost_update.cpp#", "lost_update.cpp~", "4913",
        ".lost_update.cpp.swp", ".DS_Store", "lost_update.cpp___jb_tmp___", "lost_update 2.cpp",
        "lost_update.cpp.20261121-170653.bak"})
    std::ofstream{source.parent_path() / beside} << "no part of the answer";
  create_symlink("anna@laptop.4711", source.parent_path() / ".#lost_update.cpp");
  EXPECT_EQ(workshop::look_at(manifest, activity), first);
  std::ofstream{source.parent_path() / "lost_update_test.cpp"} << "a test of my own";
  EXPECT_NE(workshop::look_at(manifest, activity).content, first.content);
  remove(source.parent_path() / "lost_update_test.cpp");

  last_write_time(source, last_write_time(source) + std::chrono::seconds{1});
  const Seen touched = workshop::look_at(manifest, activity);
  EXPECT_NE(touched.times, first.times);
  EXPECT_EQ(touched.content, first.content);

  std::ofstream{source} << "two";
  EXPECT_NE(workshop::look_at(manifest, activity).content, first.content);
  remove(source);
  EXPECT_EQ(workshop::look_at(manifest, activity).content, "") << "an editor is replacing it";
}

std::string errors_in(const std::string& log) { return workshop::first_errors(log, "/kit"); }

TEST(FirstErrors, BeginWithTheFirstAndItsFunction) {
  EXPECT_EQ(errors_in("[1/2] Building CXX object exercises/a.o\n"
                      "FAILED: exercises/a.o\n"
                      "/usr/bin/g++ -c /kit/exercises/a.cpp\n"
                      "/kit/exercises/a.cpp: In function 'int f()':\n"
                      "/kit/exercises/a.cpp:4:3: error: 'x' was not declared in this scope\n"
                      "    4 |   x = 1;\n"
                      "/kit/exercises/a.cpp:9:3: error: 'y' was not declared in this scope\n"
                      "ninja: build stopped: subcommand failed.\n"),
            "exercises/a.cpp: In function 'int f()':\n"
            "exercises/a.cpp:4:3: error: 'x' was not declared in this scope\n"
            "    4 |   x = 1;\n"
            "exercises/a.cpp:9:3: error: 'y' was not declared in this scope\n"
            "(2 errors in all: fix the first one first)\n");
  EXPECT_EQ(errors_in("[1/1] Linking\n"), "");
  EXPECT_THAT(errors_in("ld.lld: error: undefined symbol: on_fact\n"), HasSubstr("undefined"));
}

TEST(FirstErrors, AreThoseOfOtherCompilersToo) {
  EXPECT_THAT(errors_in("a.cpp(3): error C2065: 'x': undeclared identifier\n"), HasSubstr("C2065"));
  EXPECT_THAT(errors_in("a.obj : error LNK2019: unresolved external\n"), HasSubstr("LNK2019"));
}

TEST(FirstErrors, AreCutWhereNobodyReadsOn) {
  std::string log = "a.cpp:1:1: error: no\n";
  for (int i = 0; i < 100; ++i) log += "a.cpp:2:1: note: candidate\n";
  const std::string errors = errors_in(log);
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 30);
}

results::Result ended(int exit_code, const std::string& printed) {
  return workshop::result_of(exit_code, "[ RUN      ] order.a\n" + printed, "/kit");
}

TEST(ResultOf, TellsHowATestEnded) {
  EXPECT_EQ(ended(0, "[       OK ] order.a (1 ms)\n").ending, Ending::passed);
  const results::Result failed = ended(1, "Broken rule\n[  FAILED  ] order.a (0 ms)\n");
  EXPECT_EQ(failed.ending, Ending::failed);
  EXPECT_THAT(failed.output, HasSubstr("Broken rule\n"));
}

TEST(ResultOf, TellsHowATestEndedTheProgram) {
  EXPECT_EQ(ended(1, "The answer crashed\n").ending, Ending::crashed);
  EXPECT_EQ(ended(139, "").ending, Ending::crashed);
  EXPECT_EQ(ended(1, "The answer did not come back for 3 seconds\n").ending, Ending::endless);
}

TEST(ResultOf, SaysOfALeakWhereTheMemoryIsTaken) {
  const std::string leak =
      "==7==ERROR: LeakSanitizer: detected memory leaks\n"
      "\nDirect leak of 8 byte(s)\n    #1 0x1 in on_fact /kit/exercises/a.cpp:7\n\n"
      "Indirect leak of 9 byte(s)\n";
  const results::Result leaked = ended(23, "[       OK ] order.a (1 ms)\n" + leak);
  EXPECT_EQ(leaked.ending, Ending::leaked);
  EXPECT_THAT(leaked.output, HasSubstr("in on_fact exercises/a.cpp:7\n"));
  EXPECT_THAT(leaked.output, Not(HasSubstr("Indirect")));
  EXPECT_EQ(ended(1, "[  FAILED  ] order.a (1 ms)\n" + leak).ending, Ending::failed);
}

}  // namespace
