// closing_table build/participant/manifest.json: what the latest run of ctest there has come to. It
// is added to what `workshop` knows of all runs.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <string>

#include "results/json_file.hpp"
#include "results/progress.hpp"
#include "results/table.hpp"

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

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Prints what the latest run of ctest has come to, a row for each activity."};
  std::string file;
  app.add_option("manifest", file, "manifest.json of a build directory")->required();
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
