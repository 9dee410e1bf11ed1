#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

#include "box/probing.hpp"
#include "box/processes.hpp"
#include "grade/grading.hpp"
#include "judge/boxed_executor.hpp"
#include "tests/scratch.hpp"

/// The limits of a program, and the fault in each case. A stopped program, which neither runs nor
/// sleeps, stands for a slow machine.
namespace {

using namespace grader;
using namespace std::chrono_literals;
using testing::AllOf, testing::HasSubstr;
namespace fs = std::filesystem;

const std::string computes = "while :; do :; done";
const std::string sleeps = "exec tail -f /dev/null";
const std::string is_stopped = "kill -STOP $$";

TEST(Process, IsNoneWhenItHasBeenWaitedFor) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  // it is visible until then, and may end during a look at all processes
  EXPECT_EQ(states_below(child).size(), 1u);
  waitpid(child, nullptr, 0);
  EXPECT_FALSE(state_of(child));
  EXPECT_TRUE(states_below(child).empty());
  EXPECT_EQ(state_of(getpid())->parent, getppid());
}

std::chrono::milliseconds asleep_in(const std::vector<std::vector<ProcessState>>& looks) {
  SleepMeter meter;
  for (const std::vector<ProcessState>& seen : looks) meter.look(seen, 50ms);
  return meter.asleep();
}

TEST(SleepMeter, CountsSleepOnly) {
  const ProcessState sleeps{.state = 'S', .cpu = 10ms}, has_run{.state = 'S', .cpu = 20ms};
  EXPECT_EQ(asleep_in({{sleeps}, {sleeps}, {sleeps}}), 100ms);
  EXPECT_EQ(asleep_in({{sleeps}, {has_run}, {has_run}}), 50ms) << "it ran between two looks";
  for (const char state : {'R', 'D', 'T'}) {
    const ProcessState waits{.state = state, .cpu = 10ms};
    EXPECT_EQ(asleep_in({{waits}, {waits}, {waits}}), 0ms) << state;
    EXPECT_EQ(asleep_in({{sleeps, waits}, {sleeps, waits}}), 0ms) << state << " beside another";
  }
  EXPECT_EQ(asleep_in({{}, {}}), 0ms) << "no process was seen";
}

/// A box of level L1, in which a shell runs `script`.
Box box_for(const std::string& script) {
  Box box{.level = Level::process, .fork_server = OOO_FORK_SERVER};
  box.limits = answer_limits;
  box.program = {"/bin/sh", "-c", script};
  return box;
}

/// Returns trouble and sentence of a subject that runs `script` at a question.
std::string said_of(const std::string& script, const QuestionLimits& limits = {}) {
  ForkServer fork_server{box_for(script)};
  Subject subject{fork_server, limits};
  try {
    subject.ask({});
    return "it replied";
  } catch (const Ended& ended) {
    const char* troubles[] = {"LIMIT", "CRASHED", "PROTOCOL"};
    return fmt::format("{}: {}", troubles[int(ended.trouble)], ended.what());
  } catch (const std::exception& error) {
    return fmt::format("our fault: {}", error.what());
  }
}

TEST(Question, LimitsProcessorTime) {
  EXPECT_THAT(said_of(computes, {.cpu = 1s, .wall = 1000s}),
              AllOf(HasSubstr("LIMIT"), HasSubstr("1 seconds"), HasSubstr("processor time")));
}

TEST(Question, LimitsSleep) {
  EXPECT_THAT(said_of(sleeps, {.asleep = 1s, .wall = 1000s}),
              AllOf(HasSubstr("LIMIT"), HasSubstr("slept for 1 seconds")));
}

TEST(Question, OfAProcessThatDoesNotGetAProcessorIsOurFault) {
  EXPECT_THAT(said_of(is_stopped, {.cpu = 1s, .asleep = 0s, .wall = 1s}),
              AllOf(HasSubstr("our fault"), HasSubstr("machine is too slow")));
}

TEST(Question, TellsWhoEndedAProcess) {
  EXPECT_THAT(said_of("exit 3"), AllOf(HasSubstr("CRASHED"), HasSubstr("status 3")));
  EXPECT_THAT(said_of("kill -SEGV $$"), AllOf(HasSubstr("CRASHED"), HasSubstr("Segmentation")));
  EXPECT_THAT(said_of("exec 4>&-; " + computes),
              AllOf(HasSubstr("CRASHED"), HasSubstr("closed its channel")));
  EXPECT_THAT(said_of("kill -KILL $$"), AllOf(HasSubstr("our fault"), HasSubstr("little memory")))
      << "as the kernel does when memory runs out";
}

TEST(Question, CountsWhatItsProcessesHaveUsed) {
  ForkServer fork_server{box_for(computes)};
  Subject subject{fork_server, {.cpu = 1s}};
  EXPECT_THROW(subject.ask({}), Ended);
  EXPECT_GE(subject.used().cpu, 1s);
  EXPECT_THROW(subject.ask({}), Ended);
  EXPECT_GE(subject.used().cpu, 2s);
}

eda::Task<> nothing(eda::Event, const eda::Environment&) { co_return; }

/// An answer with one handler, which runs `script` in its box.
class Answer {
 public:
  Answer(const std::string& script, const BoxedAnswer::Limits& limits)
      : answer_{box_for(script), {&service_}, limits} {
    scenario_.services = {service_};
    std::signal(SIGPIPE, SIG_IGN);  // as in a judge: a subject may end while it is written to
  }
  std::string asked() {
    try {
      answer_.executor_of(scenario_)->run({});
      return "it replied";
    } catch (const std::exception& error) {
      return error.what();
    }
  }
  std::string misfortune() const { return answer_.misfortune(); }

 private:
  eda::Service service_{"mute", "", {{eda::Subscription::To::types, {}, nothing}}};
  sim::Scenario scenario_;
  BoxedAnswer answer_;
};

TEST(Replies, AreNotAwaitedForEver) {
  Answer mute{sleeps, {.question = {.asleep = 0s}, .silent = 0s}};
  EXPECT_THAT(mute.asked(), HasSubstr("instead of replying"));
  EXPECT_THAT(mute.asked(), HasSubstr("no more were asked"));
  EXPECT_EQ(mute.misfortune(), "");
}

TEST(Replies, TogetherHaveALimitOfTime) {
  Answer slow{computes, {.question = {.cpu = 1s}, .all = 1s}};
  EXPECT_THAT(slow.asked(), HasSubstr("without asking a port"));
  EXPECT_THAT(slow.asked(), HasSubstr("to all tests"));
}

TEST(Replies, OnASlowMachineAreOurMisfortune) {
  Answer stopped{is_stopped, {.question = {.wall = 0s}}};
  EXPECT_THAT(stopped.asked(), HasSubstr("machine is too slow"));
  EXPECT_THAT(stopped.misfortune(), HasSubstr("machine is too slow"));
  EXPECT_EQ(stopped.asked(), stopped.misfortune()) << "no question is asked after that";
}

Finished finished(const std::string& script, const Patience& patience) {
  Box box = box_for(script);
  box.limits.cpu_s = 1;
  return run(box, 1000, patience);
}

TEST(ProgramInABox, EndsByItself) {
  const Finished done = finished("echo said; exit 4", {});
  EXPECT_EQ(done.end, Finished::End::by_itself);
  EXPECT_EQ(done.output, "said\n");
  EXPECT_EQ(WEXITSTATUS(done.status), 4);
}

TEST(ProgramInABox, IsStoppedWhenItSleeps) {
  EXPECT_EQ(finished(sleeps, {.wall_s = 1000, .asleep_s = 0.2}).end, Finished::End::asleep);
  EXPECT_EQ(finished("tail -f /dev/null & wait", {.wall_s = 1000, .asleep_s = 0.2}).end,
            Finished::End::asleep)
      << "with all its processes";
}

TEST(ProgramInABox, IsTooSlowWhenOnlyTheWallClockRunsOut) {
  EXPECT_EQ(finished(is_stopped, {.wall_s = 0.5, .asleep_s = 0}).end, Finished::End::too_slow);
}

TEST(ProgramInABox, HasALimitOfProcessorTime) {
  const Finished done = finished(computes, {.wall_s = 1000});
  EXPECT_EQ(done.end, Finished::End::by_itself);
  EXPECT_NE(done.status, 0);
  EXPECT_GE(done.cpu_s, 0.5) << "the clock of a box is read now and then";
}

TEST(Box, SaysWhyItDoesNotStart) {
  Box box = box_for("exit 0");
  box.fork_server = "/nowhere/fork_server";
  const auto why = [&]() -> std::string {
    try {
      start_cell(box);
      return "it started";
    } catch (const std::exception& error) {
      return error.what();
    }
  };
  EXPECT_THAT(why(), AllOf(HasSubstr("level L1"), HasSubstr("/nowhere/fork_server: No such file")));
}

TEST(Level, IsNoneOfThoseThatDoNotStart) {
  const Scratch scratch;
  try {
    probed_level(Level::namespaces, {"/nowhere/fork_server", "/nowhere/probe"}, scratch.folder);
    FAIL() << "there is no such box";
  } catch (const std::exception& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("INFRA_ERROR"), HasSubstr("L3: "), HasSubstr("L2: "),
                                    HasSubstr("L1: "), HasSubstr("No such file")));
  }
}

/// Returns the verdict for a judge that is this script, with a limit of one second of processor
/// time and `wall_s` of the wall clock. "$1" is the folder of record.json.
Graded judged_by(const std::string& script, int wall_s = 1000) {
  const Scratch scratch;
  const fs::path judge = scratch / "judge";
  std::ofstream{judge} << "#!/bin/sh\n" << script << "\n";
  fs::permissions(judge, fs::perms{0755});
  Kit kit;
  kit.search_s_max = 1;
  kit.wall_per_search_s = wall_s;
  Kit::Activity activity;
  activity.tests = {.folder = "00_data", .tests = {}, .files = {"data.json"}};
  activity.judge = judge;
  return grade_answer({{"data.json", "{}"}}, kit, activity, {});
}

TEST(Judge, HasALimitOfProcessorTime) {
  const Graded graded = judged_by(computes);
  EXPECT_EQ(graded.verdict, Verdict::limit);
  EXPECT_THAT(graded.sentence, HasSubstr("1 seconds of processor time"));
}

TEST(Judge, ThatOnlyTheWallClockStoppedIsOurFault) {
  const Graded graded = judged_by("exec tail -f /dev/null", 1);
  EXPECT_EQ(graded.verdict, Verdict::infra_error);
  EXPECT_THAT(graded.sentence, HasSubstr("machine is too slow"));
}

TEST(Judge, WritesDownAMisfortune) {
  const Graded graded = judged_by(
      R"(echo '{"tests": [], "unreadable": [], "misfortune": "The box has ended.",
 "questions": 0, "processes": 0, "bytes": 0}' > "$1/record.json")");
  EXPECT_EQ(graded.verdict, Verdict::infra_error);
  EXPECT_EQ(graded.sentence, "The box has ended.");
}

}  // namespace
