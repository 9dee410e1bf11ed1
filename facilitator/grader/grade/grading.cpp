#include "grade/grading.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>

#include "box/probing.hpp"
#include "grade/build.hpp"
#include "grade/digest.hpp"
#include "grade/room/durable.hpp"
#include "grade/scratch_dir.hpp"
#include "judge/orders.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

/// Returns the tests to run. Without hidden tests, the activity has fewer points.
results::ManifestActivity tests_for(const Kit::Activity& activity, bool hidden) {
  results::ManifestActivity tests = activity.tests;
  if (!hidden) std::erase_if(tests.tests, [](const results::Test& test) { return !test.visible; });
  return tests;
}

std::string filter_for(const results::ManifestActivity& tests) {
  std::string filter = "--gtest_filter=";
  for (const results::Test& test : tests.tests) filter += test.family + "." + test.name + ":";
  return filter;
}

/// Runs the judge. It is trusted, but its input is not, so it gets `cpu_s_max` of processor time.
/// The limit of the wall clock is generous: if it is reached, the machine is too slow.
int run_judge(const std::vector<std::string>& words, const fs::path& log, int cpu_s_max,
              int wall_s_max) {
  const File said{checked(open(log.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600), "judge's log")};
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int parent = getpid();
  const int process = checked(fork(), "fork");
  if (process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // and the box ends with the judge
    if (getppid() != parent) _exit(127);
    dup2(said.number(), 1);
    dup2(said.number(), 2);
    rlimit cpu{};
    getrlimit(RLIMIT_CPU, &cpu);
    cpu.rlim_max = std::min<rlim_t>(cpu.rlim_max, rlim_t(cpu_s_max) + 1);
    cpu.rlim_cur = std::min<rlim_t>(cpu.rlim_max, rlim_t(cpu_s_max));
    if (setrlimit(RLIMIT_CPU, &cpu) != 0) _exit(127);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  const File handle{checked(int(syscall(SYS_pidfd_open, process, 0)), "pidfd_open")};
  pollfd ended{handle.number(), POLLIN, 0};
  int status = 0;
  const bool in_time = poll(&ended, 1, wall_s_max * 1000) == 1;
  if (!in_time) kill(process, SIGKILL);
  waitpid(process, &status, 0);
  if (!in_time)
    throw Stopped{Verdict::infra_error,
                  fmt::format("The judge did not end within {} s, and did not use up "
                              "its {} s of processor time: the machine is too slow. Grade again, "
                              "with fewer --jobs.",
                              wall_s_max, cpu_s_max)};
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    throw Stopped{Verdict::limit,
                  fmt::format("The search took more than {} seconds of processor time: the answer "
                              "can get into too many states, or asks for too much.",
                              cpu_s_max)};
  return status;
}

std::string end_of(const fs::path& log) {
  std::ifstream stream{log};
  const std::string all{std::istreambuf_iterator<char>{stream}, {}};
  return all.substr(all.size() - std::min<std::size_t>(all.size(), 4096));
}

/// Makes the judge's own folder in the scratch folder.
fs::path judges_folder(const ScratchDir& scratch) {
  fs::path ours = scratch.folder() / "judge";
  fs::create_directories(ours);
  fs::permissions(ours, fs::perms::owner_all);
  return ours;
}

/// Runs the judge and reads its record. `ours` has the input of the judge.
void judge(Graded& graded, const fs::path& ours, const Kit& kit, const Kit::Activity& activity,
           bool hidden) {
  const results::ManifestActivity tests = tests_for(activity, hidden);
  const auto begin = std::chrono::steady_clock::now();
  const int status = run_judge({activity.judge, ours, filter_for(tests)}, ours / "log",
                               kit.search_s_max, kit.search_s_max * kit.wall_per_search_s);
  graded.times.judge_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (status != 0)
    throw Stopped{Verdict::infra_error, fmt::format("The judge ended with status {}.", status),
                  end_of(ours / "log")};
  const auto record = results::read_json(ours / "record.json", "the judge's record").get<Record>();
  if (!record.misfortune.empty()) throw Stopped{Verdict::infra_error, record.misfortune};
  // with code, or with a file that can be read, the tests that need the others fail
  if (!record.unreadable.empty() && record.unreadable.size() == activity.files().size())
    throw Stopped{Verdict::not_built, record.unreadable.front()};
  graded.hidden_tests_ran = hidden;
  decide(graded, record, tests, activity.about.points);
}

/// Adds the files of the skeleton to those that were handed in. Returns the names of these files.
std::vector<std::string> fill_up(Files& files, const Kit& kit, const Kit::Activity& activity) {
  std::vector<std::string> missing;
  for (const std::string& name : activity.files()) {
    if (files.contains(name)) continue;
    missing.push_back(name);
    files[name] =
        text_of(kit.root / "harness" / "skeletons" / activity.tests.folder / (name + ".in"));
  }
  return missing;
}

/// Writes the input of the judge: the data of the answer, and its orders. Code is built first.
void prepare(const Files& files, const Kit& kit, const Kit::Activity& activity,
             const ScratchDir& scratch, const fs::path& ours, Graded& graded) {
  Orders orders{.level = to_string(graded.level),
                .fork_server = scratch.folder() / "fork_server",
                .subject = "",
                .is_suite = activity.is_suite(),
                .cpu_s = kit.limits.cpu_s,
                .memory_bytes = kit.limits.memory_bytes,
                // the rest is for the judge's own search
                .reply_s = std::uint64_t(std::max(1, kit.search_s_max / 2))};
  for (const auto& [name, text] : files) {
    if (results::is_code(name)) continue;
    orders.data.push_back(name);
    const fs::path file = ours / "data" / name;
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
  }
  if (activity.has_code())
    orders.subject =
        build_subject(files, kit, activity, graded.level, scratch.folder(), graded.times);
  std::ofstream{ours / "orders.json"} << eda::Json(orders);
}

void stop(Graded& graded, const Stopped& stopped) {
  graded.verdict = stopped.verdict;
  graded.sentence = stopped.what();
  graded.details = stopped.details;
}

}  // namespace

Level level_here(const Kit& kit, Level at_most) {
  const ScratchDir scratch;
  const fs::path fork_server = scratch.folder() / "fork_server", probe = scratch.folder() / "probe";
  fs::copy_file(kit.fork_server, fork_server);
  fs::copy_file(kit.probe, probe);
  return probed_level(at_most, {fork_server, probe}, scratch.folder());
}

Graded grade_answer(const Files& handed_in, const Kit& kit, const Kit::Activity& activity,
                    const Terms& terms) {
  Graded graded{.activity = activity.tests.folder, .level = terms.level};
  graded.hash = digest(handed_in);
  std::string place;
  try {
    const ScratchDir scratch;
    place = scratch.folder().string() + "/";
    const fs::path ours = judges_folder(scratch);
    Files files = handed_in;
    const std::vector<std::string> missing = fill_up(files, kit, activity);
    prepare(files, kit, activity, scratch, ours, graded);
    // data runs no code, so each level is enough
    judge(graded, ours, kit, activity, !activity.has_code() || terms.level >= terms.minimum);
    if (!missing.empty())
      graded.sentence += fmt::format(" Not handed in, so the skeleton was judged in its place: {}.",
                                     fmt::join(missing, ", "));
  } catch (const Stopped& stopped) {
    stop(graded, stopped);
  } catch (const std::exception& error) {
    graded.verdict = Verdict::infra_error;
    graded.sentence = error.what();
  }
  // the folder of compilation differs each time
  for (std::size_t at = 0;
       !place.empty() && (at = graded.details.find(place)) != std::string::npos;)
    graded.details.erase(at, place.size());
  return graded;
}

Graded grade(const std::function<Files()>& taken_in, const Kit& kit, const Kit::Activity& activity,
             const Terms& terms) {
  try {
    return grade_answer(taken_in(), kit, activity, terms);
  } catch (const Stopped& stopped) {
    Graded graded{.activity = activity.tests.folder, .level = terms.level};
    stop(graded, stopped);
    return graded;
  }
}

}  // namespace grader
