// closing_table build/participant/manifest.json: prints the results of the latest run of ctest in
// that build directory, and adds them to the results that `workshop` shows.
// closing_table --slowest 10 build/self-check/manifest.json build/gcc/manifest.json: prints the
// tests that took longest in the latest runs in those build directories.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "results/json_file.hpp"
#include "results/progress.hpp"
#include "results/slowest.hpp"
#include "results/table.hpp"

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace {

/// Returns the folder in which the user typed the command; ctest changes the working directory.
/// `workshop` passes it on, a shell sets $PWD, and CMake's presets work in the root only.
std::filesystem::path folder_of_user(const results::Manifest& manifest) {
  if (const char* here = std::getenv("OUT_OF_ORDER_HERE")) return here;
  const char* shell = std::getenv("PWD");
  return shell != nullptr && manifest.root == shell ? manifest.root : std::filesystem::path{};
}

void print_table(const std::string& file) {
  results::Manifest manifest = results::read_manifest(file);
  manifest.here = folder_of_user(manifest);
  std::map<std::string, results::Activity> activities;
  for (const results::ManifestActivity& each : manifest.activities) {
    activities[each.folder] = results::read_activity(manifest.root, each.folder);
  }
  const bool colour = isatty(fileno(stdout)) && std::getenv("NO_COLOR") == nullptr;
  const results::Results results = results::read_results(manifest.build);
  std::fputs(results::closing_table(manifest, activities, results, colour).c_str(), stdout);
  results::keep_results(manifest);
}

void print_slowest(const std::vector<std::string>& files, std::size_t count) {
  std::map<std::string, results::Results> runs;
  for (const std::string& file : files) {
    const results::Manifest manifest = results::read_manifest(file);
    runs[manifest.build.filename().string()] = results::read_results(manifest.build);
  }
  std::fputs(results::slowest_tests(runs, count).c_str(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Prints the results of the latest run of ctest, a row for each activity."};
  std::vector<std::string> files;
  std::size_t slowest = 0;
  app.add_option("manifest", files, "manifest.json of a build directory")->required();
  app.add_option("--slowest", slowest, "Prints the N tests that took longest instead of results");
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
