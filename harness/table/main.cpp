// closing_table build/participant/judged.json: what the latest run of ctest there has come to. It
// is added to what `workshop` knows of all runs.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <string>

#include "table/json_file.hpp"
#include "table/progress.hpp"
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

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Prints what the latest run of ctest has come to, a row for each activity."};
  std::string file;
  app.add_option("judged", file, "judged.json of a build directory")->required();
  try {
    app.parse(argc, argv);
    print_table(file);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
