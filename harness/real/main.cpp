// Runs the handlers of one activity on real servers. The same program is the driver and, with
// `worker` as its first word, a worker. Exit codes: 0 no order is wrong; 1 some are; 2 the command
// line is wrong, a server did not start, or a disk is full; 4 the servers are not installed.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "real/answer.hpp"
#include "real/experiment.hpp"
#include "real/worker.hpp"

namespace {

constexpr int not_installed = 4;

int drive(real::Order order, bool no_kill) {
  if (!real::find_programs().are_there()) {
    std::printf("skipped: %s\n", real::how_to_install);
    return not_installed;
  }
  if (no_kill) order.faults.clear();
  real::Experiment experiment{std::move(order)};
  return experiment.run();
}

/// Judges the events of a log, which needs no servers. Each line is {"number", "event"}.
int judge_log(const real::Order& order) {
  real::Judge judge{real::read_plan(order.plan), order.orders};
  const std::filesystem::path file = order.folder / "events.jsonl";
  std::ifstream input{file};
  if (!input)
    throw std::runtime_error{file.string() + ": it is missing; only a run with --keep leaves it"};
  for (std::string text; std::getline(input, text);) {
    const eda::Json line = eda::Json::parse(text);
    judge.take(line.at("event").dump(), line.at("number"));
  }
  const real::Judge::Verdict verdict = judge.verdict();
  for (std::size_t i = 0; i < verdict.wrong.size() && i < 10; ++i)
    std::printf("WRONG  %s\n", verdict.wrong[i].c_str());
  std::printf("%d orders, %d ends on the wire, %zu wrong.\n", order.orders, verdict.on_the_wire,
              verdict.wrong.size());
  return verdict.wrong.empty() ? 0 : 1;
}

int follow(int argc, char** argv) {
  CLI::App app{"Runs the handlers of an answer on NATS JetStream and PostgreSQL."};
  app.require_subcommand(1);
  CLI::App* worker = app.add_subcommand("worker", "Handles events; the driver starts it");
  std::string site;
  int number = 0, board = 0;
  worker->add_option("SITE", site)->required();
  worker->add_option("NUMBER", number)->required();
  worker->add_option("BOARD", board)->required();

  CLI::App* run = app.add_subcommand("run", "Starts servers and workers, and judges a load");
  real::Order order{.faults = {"leader", "worker"},
                    .activity = real::answer().activity,
                    .program = std::filesystem::canonical("/proc/self/exe").string(),
                    .folder = real::answer().folder,
                    .plan = real::answer().plan};
  bool no_kill = false;
  run->add_option("--orders", order.orders, "Number of orders")->check(CLI::Range(10, 100'000));
  run->add_flag("--no-kill", no_kill, "Kills neither a server nor a worker");
  run->add_option("--kill", order.faults,
                  "leader, worker, postgres, partition; default: leader,worker")
      ->delimiter(',')
      ->check(CLI::IsMember({"leader", "worker", "postgres", "partition"}));
  run->add_option("--store", order.store, "Store of the handlers")
      ->check(CLI::IsMember({"postgres", "kv"}));
  run->add_option("--nats-disk", order.cluster.nats_disk,
                  "Bytes that each NATS server may store, such as 256K; default: 4G")
      ->transform(CLI::AsSizeValue(false));
  run->add_flag("--keep", order.keeps_files, "Keeps data and logs of the servers");
  CLI::App* judge = app.add_subcommand("judge", "Judges the log of a run that was kept");
  judge->add_option("FOLDER", order.folder, "Folder of the run");
  judge->add_option("--orders", order.orders, "Number of orders of the run")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (worker->parsed()) return real::run_worker(site, number, board);
  if (judge->parsed()) return judge_log(order);
  return drive(std::move(order), no_kill);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return follow(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "real: %s\n", error.what());
    return 2;
  }
}
