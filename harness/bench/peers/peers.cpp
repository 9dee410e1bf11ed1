// peers MODELS FOLDER: the kit, Spin and Rumur on one scenario, in turn, in one run. FOLDER is for
// what they compile. Each tool counts its own states, so only states a second are compared.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "sim/search/explorer.hpp"
#include "tests/kitchen_program.hpp"

namespace {

namespace fs = std::filesystem;
constexpr int rounds = 3;
constexpr int copies = 3;  ///< of each fact

/// Result of one run; processor time, and the largest memory of the process.
struct Figure {
  double states = 0, seconds = 0, bytes = 0;
  double rate() const { return states / seconds; }
};

std::string text_of(const fs::path& file) {
  std::ifstream stream{file};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Runs a command of the shell in `folder`. Returns what it cost, without states; none: it failed.
std::optional<Figure> run(const std::string& command, const fs::path& folder) {
  const pid_t child = fork();
  if (child == 0) {
    fs::current_path(folder);
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {};
  const auto seconds = [](const timeval& time) {
    return double(time.tv_sec) + 1e-6 * double(time.tv_usec);
  };
  return Figure{.seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime),
                .bytes = 1024.0 * double(usage.ru_maxrss)};
}

struct Peer {
  std::string name, prepare, check;
  std::regex states;  ///< with one group, in what `check` prints
};

std::vector<Peer> peers(const fs::path& models) {
  const std::string compile = "${CC:-cc} -O3 -march=native -w ";
  return {{"Spin",
           fmt::format(
               "spin -a -DCOPIES={} '{}'/kitchen.pml && {} -DSAFETY -DMEMLIM=16000 -o spin pan.c",
               copies, models.string(), compile),
           "./spin -m1000000", std::regex{R"((\d[\d.e+]*) states, stored)"}},
          {"Rumur",
           fmt::format("sed 's/COPIES/{}/' '{}'/kitchen.m > kitchen.m && rumur --threads 1 "
                       "--deadlock-detection off --output rumur.c kitchen.m && {} -mcx16 -o rumur "
                       "rumur.c -lpthread",
                       copies, models.string(), compile),
           "./rumur", std::regex{R"((\d+) states, \d+ rules fired)"}}};
}

/// Returns a run of a peer that prepare() has built; none: it failed.
std::optional<Figure> measure(const Peer& peer, const fs::path& folder) {
  std::optional<Figure> figure = run(peer.check + " > out.txt 2>&1", folder);
  const std::string printed = text_of(folder / "out.txt");
  std::smatch found;
  if (!figure || !std::regex_search(printed, found, peer.states)) return {};
  figure->states = std::stod(found[1]);
  return figure;
}

Figure measure_kit() {
  using namespace sim;
  const Scenario scenario = kitchen_program::three_facts({.duplicates_per_event_max = copies - 1});
  const double begin = double(std::clock());
  Explorer explorer{scenario, in_process(scenario)};
  while (explorer.next_end()) continue;
  return {.states = double(explorer.worlds().size()),
          .seconds = (double(std::clock()) - begin) / CLOCKS_PER_SEC,
          .bytes = double(explorer.bytes())};
}

Figure median(std::vector<Figure> figures) {
  std::ranges::sort(figures, {}, &Figure::seconds);
  return figures[figures.size() / 2];
}

void print(const std::string& name, const Figure& figure, const Figure& kit) {
  fmt::print("{:<12}{:>12.0f}{:>10.2f}{:>14.2f}{:>14.0f}{:>18.1f}\n", name, figure.states,
             figure.seconds, figure.rate() / 1e6, figure.bytes / figure.states,
             kit.rate() / figure.rate());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "usage: peers MODELS FOLDER\n");
    return 2;
  }
  if (std::system("command -v spin rumur > /dev/null") != 0) {
    fmt::print("needs spin, rumur: harness/setup.sh --peers\n");
    return 0;
  }
  const fs::path models = arguments[1], folder = arguments[2];
  fs::create_directories(folder);
  fmt::print(
      "Three facts of one order, each delivered {} times. Spin and Rumur check a model of the\n"
      "kitchen that was written by hand; the kit runs the compiled handler, with its store, bus\n"
      "and timers. Processor time on one core, median of {} runs in turn.\n\n",
      copies, rounds);
  fmt::print("{:<12}{:>12}{:>10}{:>14}{:>14}{:>18}\n", "", "states", "s", "M states/s",
             "bytes/state", "kit is faster by");
  const std::vector<Peer> all = peers(models);
  std::vector<std::vector<Figure>> theirs(all.size());
  std::vector<Figure> ours;
  for (const Peer& peer : all)
    if (!run(peer.prepare + " > prepare.txt 2>&1", folder)) {
      fmt::print("{}: {}", peer.name, text_of(folder / "prepare.txt"));
      return 1;
    }
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(measure_kit());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto figure = measure(all[i], folder);
      if (!figure) {
        fmt::print("{}: {}", all[i].name, text_of(folder / "out.txt"));
        return 1;
      }
      theirs[i].push_back(*figure);
    }
  }
  const Figure kit = median(ours);
  print("the kit", kit, kit);
  for (std::size_t i = 0; i < all.size(); ++i) print(all[i].name, median(theirs[i]), kit);
}
