// closing_table build/participant/judged.json: prints the results of the latest run of ctest there,
// and adds them to what `workshop` knows of all runs.
// closing_table --slowest 10 build/self-check/judged.json build/gcc/judged.json: prints the tests
// that took longest in the latest runs there.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "table/json_file.hpp"
#include "table/progress.hpp"
#include "table/slowest.hpp"
#include "table/table.hpp"

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace {

/// The folder in which the user typed the command: ctest has changed its own. `workshop` says so,
/// and a shell does in $PWD; CMake's presets work in the root alone.
std::filesystem::path folder_of_user(const table::Judged& judged) {
  if (const char* here = std::getenv("OUT_OF_ORDER_HERE")) return here;
  const char* shell = std::getenv("PWD");
  return shell != nullptr && judged.root == shell ? judged.root : std::filesystem::path{};
}

void print_table(const std::string& file) {
  table::Judged judged = table::read_judged(file);
  judged.here = folder_of_user(judged);
  std::map<std::string, table::Activity> activities;
  for (const table::JudgedActivity& each : judged.activities) {
    activities[each.folder] = table::read_activity(judged.root, each.folder);
  }
  const bool colour = isatty(fileno(stdout)) && std::getenv("NO_COLOR") == nullptr;
  const table::Results results = table::read_results(judged.build);
  std::fputs(table::closing_table(judged, activities, results, colour).c_str(), stdout);
  table::keep_results(judged);
}

void print_slowest(const std::vector<std::string>& files, std::size_t count) {
  std::map<std::string, table::Results> runs;
  for (const std::string& file : files) {
    const table::Judged judged = table::read_judged(file);
    runs[judged.build.filename().string()] = table::read_results(judged.build);
  }
  std::fputs(table::slowest_tests(runs, count).c_str(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Prints the results of the latest run of ctest, a row for each activity."};
  std::vector<std::string> files;
  std::size_t slowest = 0;
  app.add_option("judged", files, "judged.json of a build directory")->required();
  app.add_option("--slowest", slowest,
                 "Instead of results: the N tests that took longest, and how long");
  try {
    app.parse(argc, argv);
    if (slowest > 0) {
      print_slowest(files, slowest);
      return 0;
    }
    for (const std::string& file : files) print_table(file);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
