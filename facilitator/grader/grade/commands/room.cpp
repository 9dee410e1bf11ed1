#include "grade/room/room.hpp"

#include <fmt/format.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>

#include "box/file.hpp"
#include "grade/capacity.hpp"
#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/room/document.hpp"
#include "grade/room/durable.hpp"
#include "report/reports.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

struct RoomOptions : Common {
  std::string folder, out;
  std::vector<std::string> activities;
  int attempts_max = 0;
  bool watch = false;
  Reports reports;
  int jobs = jobs_for(capacity_here());
};

/// Rejects an output folder among the submissions, where it would be taken for one.
void check_out(const RoomOptions& options) {
  if (!fs::is_directory(options.folder))
    throw results::BadInput{options.folder + ": is not a folder"};
  const fs::path folder = fs::canonical(options.folder), out = fs::weakly_canonical(options.out);
  if (std::ranges::mismatch(folder, out).in1 == folder.end())
    throw results::BadInput{
        fmt::format("{}: is among the submissions; choose another --out", options.out)};
}

/// Descriptor that can be read once SIGINT (Ctrl-C) has come. The signal does nothing else here,
/// nor in processes that begin later.
File stop_signal() {
  sigset_t interrupts;
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGINT);
  checked(sigprocmask(SIG_BLOCK, &interrupts, nullptr), "sigprocmask");
  return File{checked(signalfd(-1, &interrupts, SFD_CLOEXEC), "signalfd")};
}

/// Writes the page, with --watch also the clock, and prints the table unless it is `live`.
void show(const eda::Json& document, const RoomOptions& options, bool live) {
  const fs::path out = options.out, report = out / "report.json", page = out / "room.html";
  Reports reports = options.reports;
  reports.live = live;
  replace_file(page, room_html(document, reports));
  if (options.watch) write_clock(document, reports, out);
  if (live) return;
  write_reports(document, reports);
  fmt::print("\n{}\nThe report is {}, and the page {}.\n",
             room_text(document, !options.watch || reports.names), report.string(), page.string());
}

/// Leaves out the activities that were not built, unless they were requested.
void leave_out_unbuilt(Room& room, const RoomOptions& options, const Kit& kit) {
  if (!options.activities.empty()) return kit.check_built(room.activities);
  std::vector<std::string> others;
  std::erase_if(room.activities, [&](const Kit::Activity* activity) {
    if (!activity->is_built()) others.push_back(activity->tests.number());
    return !activity->is_built();
  });
  if (!others.empty())
    fmt::print(
        "Not built for grading, so not graded: {}. Build what you need: --target grader_{}\n",
        fmt::join(others, ", "), others.front());
}

int grade_and_show(Room& room, const RoomOptions& options, const Kit& kit) {
  if (!options.watch) {
    const int misfortunes = grade_room(room, kit, options.terms(kit));
    const fs::path report = room.out / "report.json";
    show(results::read_json(report, report.string()), options, false);
    return misfortunes;
  }
  const File stop = stop_signal();
  leave_out_unbuilt(room, options, kit);
  fmt::print("Open {0}/room.html, and {0}/clock.html for the timekeeper: they follow the room.\n",
             room.out.string());
  eda::Json latest;
  const int misfortunes =
      watch_room(room, kit, options.terms(kit), stop.number(), [&](const eda::Json& document) {
        write_document(document, room.out / "report.json");
        show(latest = document, options, true);
      });
  show(latest, options, false);
  return misfortunes;
}

int grade_all(const RoomOptions& options) {
  check_out(options);
  const Kit kit = options.the_kit();
  Room room{.folder = options.folder, .out = options.out};
  room.activities = kit.chosen(options.activities);
  room.attempts_max = options.attempts_max;
  room.at_a_time = options.jobs;
  room.feedback = options.feedback;
  room.names = !options.watch || options.reports.names;
  const int misfortunes = grade_and_show(room, options, kit);
  if (misfortunes == 0) return 0;
  std::fflush(stdout);
  fmt::print(
      stderr,
      "{} could not be judged by a fault of the grader or the machine (INFRA_ERROR): run the same "
      "again.\n",
      misfortunes);
  return 1;
}

}  // namespace

void add_room(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RoomOptions>();
  CLI::App* room = app.add_subcommand("room", "grades all answers in a folder");
  add_common(*room, *options);
  add_feedback(*room, *options);
  room->add_option("folder", options->folder,
                   "in it, each folder, archive and file of C++ is a submission")
      ->required();
  room->add_option("--out", options->out,
                   "folder for journal, report and page; an interrupted run continues")
      ->required();
  room->add_option("--activity", options->activities,
                   "number of an activity, e.g. 03; default: all");
  room->add_option("--attempts", options->attempts_max,
                   "number of different answers of one person that count; default: all")
      ->check(CLI::PositiveNumber);
  room->add_option(
          "--jobs", options->jobs,
          "number of answers to judge at a time; default: as many as processors, CPU quota "
          "and memory of this process allow")
      ->check(CLI::PositiveNumber);
  room->add_flag("--watch", options->watch,
                 "grade what changes in the folder, until Ctrl-C; room.html and clock.html in OUT "
                 "follow it, with made-up names without --names");
  add_report_options(*room, options->reports);
  room->callback([&chosen, options] { chosen = [options] { return grade_all(*options); }; });
}

}  // namespace grader
