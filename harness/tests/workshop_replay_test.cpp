#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "checkout.hpp"
#include "workshop/command.hpp"
#include "workshop/replay.hpp"
#include "workshop/workshop.hpp"

namespace {

using nlohmann::json;
using testing::AllOf, testing::EndsWith, testing::HasSubstr, testing::StartsWith;
using workshop::BadUsage;

const results::Manifest manifest{
    .root = "/kit",
    .build = "/kit/build/participant",
    .activities = {{"00_lost_update", {{"order", "one_tip", true}}},
                   {"03_correlator", {{"order", "in_sequence", true}, {"crash", "once"}}}}};
const std::string token = "03.order.in_sequence/0-0-a3-g";

template <typename Call>
std::string complaint_of(const Call& call) {
  try {
    call();
  } catch (const BadUsage& bad) {
    return bad.what();
  }
  return "no complaint";
}

TEST(WorkshopReplay, BuildsAndRunsTheProgramThatTheTokenNames) {
  const auto [build, run] = workshop::replay_commands(manifest, {.token = token});
  EXPECT_EQ(build, "cmake --build \"/kit/build/participant\" --target 03_correlator");
  EXPECT_EQ(run, "\"/kit/build/participant/bin/03_correlator\" --replay=" + token);
}

TEST(WorkshopReplay, TakesADebuggerAndGoesStepByStep) {
  EXPECT_THAT(workshop::replay_commands(manifest, {.token = token, .debugger = "gdb"}).run,
              StartsWith("gdb --args \"/kit"));
  EXPECT_THAT(workshop::replay_commands(manifest, {.token = token, .step = true}).run,
              EndsWith("/0-0-a3-g --step"));
}

TEST(WorkshopReplay, TakesEveryTokenThatTheKitPrints) {
  const std::string faulty = "03.order.in_sequence/1-2-a2b_B+3:2@52.-Kx9a0-3";
  EXPECT_THAT(workshop::replay_commands(manifest, {.token = faulty}).run,
              EndsWith(" --replay=" + faulty));
}

TEST(WorkshopReplay, LetsNothingThroughToTheShell) {
  for (const char* bad : {"03.order;ls", "03.$(ls)", "03.a b", "03.\"", "03.`ls`", "03.a\nb"}) {
    const auto commands = [&] { (void)workshop::replay_commands(manifest, {.token = bad}); };
    const auto vscode = [&] { (void)workshop::launch_in_vscode(manifest, {.token = bad}); };
    EXPECT_THAT(complaint_of(commands), StartsWith("a replay token has only letters")) << bad;
    EXPECT_THAT(complaint_of(vscode), StartsWith("a replay token has only letters")) << bad;
  }
  const workshop::Replay bad{.token = "03.a", .debugger = "gdb;ls"};
  EXPECT_THAT(complaint_of([&] { (void)workshop::replay_commands(manifest, bad); }),
              StartsWith("a replay token"));
  EXPECT_THAT(complaint_of([] { (void)workshop::replay_commands(manifest, {}); }),
              HasSubstr("is no number of an activity"));
}

TEST(WorkshopShow, BuildsTheProgramAndHasItDrawTheTest) {
  const auto [build, run] = workshop::show_commands(manifest, "03.crash.once");
  EXPECT_THAT(build, EndsWith("--target 03_correlator"));
  EXPECT_EQ(run, "\"/kit/build/participant/bin/03_correlator\" --draw --gtest_filter=crash.once");
}

TEST(WorkshopShow, HasTheProgramDrawThePageOfAnActivity) {
  EXPECT_EQ(workshop::show_commands(manifest, "03").run,
            "\"/kit/build/participant/bin/03_correlator\" --page");
}

TEST(WorkshopShow, SaysWhatThereIsInsteadOfWhatIsNot) {
  EXPECT_EQ(complaint_of([] { (void)workshop::show_commands(manifest, "03.order.in_sequenc"); }),
            "there is no test \"03.order.in_sequenc\"; activity 03 has\n"
            "  03.order.in_sequence\n  03.crash.once");
  EXPECT_THAT(complaint_of([] { (void)workshop::show_commands(manifest, "03.crash.once;ls"); }),
              StartsWith("there is no test"));
  EXPECT_EQ(complaint_of([] { (void)workshop::show_commands(manifest, "04.a.b"); }),
            "there is no activity 04 yet; there are 00, 03");
}

TEST(WorkshopOutcomes, HasTheProgramListThoseOfATest) {
  const auto [build, run] = workshop::outcomes_commands(manifest, "03.crash.once", 0);
  EXPECT_THAT(build, EndsWith("--target 03_correlator"));
  EXPECT_EQ(run,
            "\"/kit/build/participant/bin/03_correlator\" --outcomes --gtest_brief=1 "
            "--gtest_filter=crash.once");
}

TEST(WorkshopOutcomes, HasTheProgramDrawOne) {
  EXPECT_THAT(workshop::outcomes_commands(manifest, "03.crash.once", 2).run,
              HasSubstr(" --outcomes=2 --gtest_brief=1 --gtest_filter=crash.once"));
}

TEST(WorkshopOutcomes, SaysWhatThereIsInsteadOfWhatIsNot) {
  EXPECT_THAT(complaint_of([] { (void)workshop::outcomes_commands(manifest, "03.crash.onc", 0); }),
              StartsWith("there is no test \"03.crash.onc\"; activity 03 has"));
  EXPECT_EQ(complaint_of([] { (void)workshop::outcomes_commands(manifest, "04.a.b", 0); }),
            "there is no activity 04 yet; there are 00, 03");
}

TEST(WorkshopPlay, HasTheProgramWriteThePageOfATest) {
  const auto [build, run] = workshop::play_commands(manifest, "03.crash.once", 0);
  EXPECT_THAT(build, EndsWith("--target 03_correlator"));
  EXPECT_EQ(run,
            "\"/kit/build/participant/bin/03_correlator\" --adversary --gtest_filter=crash.once");
  EXPECT_THAT(workshop::play_commands(manifest, "03.crash.once", 2).run,
              HasSubstr(" --adversary=2 --gtest_filter=crash.once"));
}

TEST(WorkshopPlay, LetsTheProgramChooseATestOfAnActivity) {
  EXPECT_EQ(workshop::play_commands(manifest, "03", 0).run,
            "\"/kit/build/participant/bin/03_correlator\" --adversary");
}

TEST(WorkshopPlay, SaysWhatThereIsInsteadOfWhatIsNot) {
  EXPECT_THAT(complaint_of([] { (void)workshop::play_commands(manifest, "03.crash.onc", 0); }),
              StartsWith("there is no test \"03.crash.onc\"; activity 03 has"));
  EXPECT_THAT(complaint_of([] { (void)workshop::play_commands(manifest, "03", 1); }),
              StartsWith("--scenario needs the name of a test; activity 03 has\n  03."));
  EXPECT_EQ(complaint_of([] { (void)workshop::play_commands(manifest, "04.a.b", 0); }),
            "there is no activity 04 yet; there are 00, 03");
}

#ifndef _WIN32
TEST(Command, HasNoResultWhereCtrlCStopsIt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto run = [] {
    if (workshop::run("kill -INT $PPID") != 0) std::_Exit(1);
  };
  EXPECT_EXIT(run(), testing::KilledBySignal(SIGINT), "");
  const auto run_noticing = [] {
    workshop::notice_interrupts();
    try {
      std::_Exit(workshop::run("kill -INT $PPID; exit 5"));
    } catch (const workshop::Interrupted&) {
      std::_Exit(workshop::was_interrupted() ? 7 : 6);
    }
  };
  EXPECT_EXIT(run_noticing(), testing::ExitedWithCode(7), "");
}

TEST(Command, TakesAnyPathForOneWord) {
  EXPECT_EQ(workshop::quoted("/a b/$(ls)`ls`\"\\"), R"("/a b/\$(ls)\`ls\`\"\\")");
  EXPECT_EQ(workshop::run("test " + workshop::quoted("a $HOME \"b") + " = 'a $HOME \"b'"), 0);
  EXPECT_EQ(workshop::run("exit 3"), 3);
}

TEST(Command, FindsAProgramInTheFoldersOfThePath) {
  const Checkout kit;
  kit.write("two/tool", "");
  create_directories(kit / "one/tool");
  const std::string path = (kit / "one").string() + ":" + (kit / "two").string();
  EXPECT_EQ(workshop::find_program("tool", path), kit / "two/tool");
  EXPECT_EQ(workshop::find_program("tol", path), "");
  EXPECT_EQ(workshop::find_program("tool", ""), "");
}
#endif

class WorkshopVscode : public testing::Test {
 protected:
  std::string launch(const std::string& which, bool step = false) {
    return workshop::launch_in_vscode(kit.manifest, {.token = which, .step = step});
  }
  json written() { return json::parse(kit.read(file)); }
  const std::string file = ".vscode/launch.json";
  Checkout kit;
};

TEST_F(WorkshopVscode, HasAConfigurationForEachDebugger) {
  EXPECT_THAT(launch(token, true), AllOf(HasSubstr((kit / file).string()), HasSubstr("press F5"),
                                         HasSubstr("\n  03.order.in_sequence (gdb) or\n")));
  const json configurations = written()["configurations"];
  ASSERT_EQ(configurations.size(), 2u);
  EXPECT_EQ(configurations[0]["type"], "cppdbg");
  EXPECT_EQ(configurations[0]["MIMode"], "gdb");
  EXPECT_EQ(configurations[0]["environment"][0]["name"], "LSAN_OPTIONS");
  EXPECT_TRUE(configurations[0]["setupCommands"][0].is_object());
  EXPECT_EQ(configurations[1]["type"], "lldb");
  for (const json& each : configurations) {
    EXPECT_EQ(each["program"], (kit.manifest.build / "bin/03_correlator").generic_string());
    EXPECT_EQ(each["args"], json::parse("[\"--replay=" + token + "\", \"--step\"]"));
  }
}

TEST_F(WorkshopVscode, KeepsWhatElseIsInTheFile) {
  kit.write(file, R"({"version": "0.2.0", "compounds": [1],
                      "configurations": [{"name": "mine", "type": "python"}, 7]})");
  launch(token);
  EXPECT_EQ(written()["compounds"], json::parse("[1]"));
  EXPECT_EQ(written()["configurations"][0], json::parse(R"({"name":"mine","type":"python"})"));
  EXPECT_EQ(written()["configurations"].size(), 4u);
}

TEST_F(WorkshopVscode, ReplacesAnEarlierReplayOfTheSameTestOnly) {
  launch(token);
  launch("03.crash.once/1-0-b-g");
  launch("03.order.in_sequence/9-9-z-g");
  const json configurations = written()["configurations"];
  ASSERT_EQ(configurations.size(), 4u);
  EXPECT_EQ(configurations[0]["args"][0], "--replay=03.order.in_sequence/9-9-z-g");
  EXPECT_EQ(configurations[2]["args"][0], "--replay=03.crash.once/1-0-b-g");
}

TEST_F(WorkshopVscode, RemovesReplaysAndNothingElse) {
  const std::string shipped =
      R"({"configurations":[{"name":"ask","args":["--replay=${input:token}"]},{"name":"mine"}]})";
  kit.write(file, shipped);
  workshop::remove_launches(kit.manifest.root);
  EXPECT_EQ(kit.read(file), shipped);
  launch(token);
  ASSERT_EQ(written()["configurations"].size(), 4u);
  workshop::remove_launches(kit.manifest.root);
  EXPECT_EQ(written(), json::parse(shipped));
}

TEST_F(WorkshopVscode, LeavesAFileAloneThatIsNotPlainJson) {
  for (const char* other :
       {"// mine\n{\"configurations\": []}", "", "[]", "{\"configurations\": {}}"}) {
    kit.write(file, other);
    EXPECT_THAT(launch(token), AllOf(HasSubstr("was not changed"), HasSubstr("\"cppdbg\""),
                                     HasSubstr("--replay=" + token)));
    EXPECT_EQ(kit.read(file), other);
  }
}

}  // namespace
