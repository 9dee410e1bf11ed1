#include "workshop/doctor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "results/shell.hpp"
#include "workshop/answers.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;
using Values = std::map<std::string, std::string>;

constexpr std::uintmax_t free_bytes_min = 1'000'000'000;  // a build tree takes a third of it

std::string install(const results::Manifest& manifest) {
  return results::shell_path(manifest, manifest.root / "harness" / "setup.sh");
}

/// Reads the lines "NAME:TYPE=value" of CMakeCache.txt.
Values read_cache(const fs::path& file) {
  std::ifstream stream{file};
  Values values;
  for (std::string line; std::getline(stream, line);) {
    const std::size_t colon = line.find(':');
    const std::size_t equals = line.find('=');
    if (colon != line.npos && equals != line.npos && colon < equals && line[0] != '/')
      values[line.substr(0, colon)] = line.substr(equals + 1);
  }
  return values;
}

/// Reads the lines 'set(NAME "value")' of the file in which CMake describes the compiler.
Values read_compiler(const fs::path& build, const std::string& cmake_version) {
  std::ifstream stream{build / "CMakeFiles" / cmake_version / "CMakeCXXCompiler.cmake"};
  Values values;
  for (std::string line; std::getline(stream, line);) {
    const std::size_t open = line.find(" \"");
    if (!line.starts_with("set(") || open == line.npos || !line.ends_with("\")")) continue;
    values[line.substr(4, open - 4)] = line.substr(open + 2, line.size() - open - 4);
  }
  return values;
}

std::string value_of(const Values& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second;
}

bool is_there(const fs::path& path) {
  std::error_code none_there;
  return !path.empty() && exists(path, none_there);
}

std::string version_of_cmake(const Values& cache) {
  return fmt::format("{}.{}.{}", value_of(cache, "CMAKE_CACHE_MAJOR_VERSION"),
                     value_of(cache, "CMAKE_CACHE_MINOR_VERSION"),
                     value_of(cache, "CMAKE_CACHE_PATCH_VERSION"));
}

Finding compiler(const results::Manifest& manifest, const Values& compiler) {
  const std::map<std::string, int> major_min{{"GNU", 12}, {"Clang", 14}, {"AppleClang", 15}};
  const std::string id = value_of(compiler, "CMAKE_CXX_COMPILER_ID");
  const std::string version = value_of(compiler, "CMAKE_CXX_COMPILER_VERSION");
  const std::string path = value_of(compiler, "CMAKE_CXX_COMPILER");
  if (!is_there(path))
    return {false, fmt::format("compiler: {} was not found", path.empty() ? "it" : path),
            install(manifest)};
  const auto min = major_min.find(id);
  const bool fine = min == major_min.end() || std::atoi(version.c_str()) >= min->second;
  return {fine, fmt::format("compiler: {} {}, {}", id, version, path),
          "use g++ 12, clang 14 or later: CXX=g++-12 " + results::configure_command(manifest)};
}

Finding cmake(const results::Manifest& manifest, const Values& cache) {
  const std::string path = value_of(cache, "CMAKE_COMMAND");
  if (!is_there(path))
    return {false, fmt::format("CMake: {} was not found", path), install(manifest)};
  const int major = std::atoi(value_of(cache, "CMAKE_CACHE_MAJOR_VERSION").c_str());
  const int minor = std::atoi(value_of(cache, "CMAKE_CACHE_MINOR_VERSION").c_str());
  return {major > 3 || (major == 3 && minor >= 25),
          fmt::format("CMake: {}, {}", version_of_cmake(cache), path), "use CMake 3.25 or later"};
}

Finding generator(const results::Manifest& manifest, const Values& cache) {
  const std::string name = value_of(cache, "CMAKE_GENERATOR");
  const std::string path = value_of(cache, "CMAKE_MAKE_PROGRAM");
  if (is_there(path)) return {true, fmt::format("{}: {}", name, path), ""};
  return {false, fmt::format("{}: {} was not found", name, path), install(manifest)};
}

Finding package(const results::Manifest& manifest, const Values& cache, const std::string& name) {
  const std::string path = value_of(cache, name + "_DIR");
  if (is_there(path)) return {true, fmt::format("{}: {}", name, path), ""};
  std::string folder = name + "-src";
  std::ranges::transform(folder, folder.begin(), [](unsigned char c) { return std::tolower(c); });
  if (is_there(manifest.build / "_deps" / folder)) return {true, name + ": downloaded", ""};
  return {false, name + ": not found", install(manifest)};
}

Finding disk(std::uintmax_t free_bytes) {
  return {free_bytes >= free_bytes_min,
          fmt::format("disk: {:.1f} GB are free", double(free_bytes) / 1e9),
          "free some space: a build tree and its programs take up to 1 GB"};
}

Finding leaks(const results::Manifest& manifest, const Values& cache) {
  const std::string works = value_of(cache, "OUT_OF_ORDER_LEAK_SANITIZER");
  const bool full = value_of(cache, "OUT_OF_ORDER_SANITIZE") == "ON";
  if (full || works == "TRUE" || works == "ON") return {true, "leak sanitizer: works", ""};
#ifdef __linux__
  return {false, "leak sanitizer: does not work here, so leaks are not reported",
          fmt::format("in a container, allow ptrace (--cap-add=SYS_PTRACE); then: {}",
                      results::configure_command(manifest))};
#else
  (void)manifest;
  return {true, "leak sanitizer: not on this system", ""};
#endif
}

Finding solutions(const results::Manifest& manifest) {
  return {true,
          is_there(manifest.root / "solutions") ? "solutions/: here"
                                                : "solutions/: not here, the facilitator has it",
          ""};
}

Finding answers(const results::Manifest& manifest) {
  std::vector<std::string> untouched;
  for (const results::ManifestActivity& activity : manifest.activities)
    if (is_skeleton(manifest.root, activity)) untouched.push_back(activity.number());
  const std::size_t all = manifest.activities.size();
  return {true,
          fmt::format("answers: {} of {} begun{}{}", all - untouched.size(), all,
                      untouched.empty() ? "" : "; still the skeleton: ", joined(untouched)),
          ""};
}

Finding checkout(const results::Manifest& manifest, const Values& cache) {
  const fs::path configured = value_of(cache, "CMAKE_HOME_DIRECTORY");
  std::error_code none_there;
  const bool same = fs::equivalent(configured, manifest.root, none_there);
  return {same, fmt::format("build tree: of {}", configured.string()),
          results::configure_command(manifest)};
}

/// Returns the time of the latest change of a source of the kit.
fs::file_time_type newest_source(const results::Manifest& manifest) {
  fs::file_time_type newest = fs::file_time_type::min();
  for (const char* part : {"eda", "fixtures", "sim", "check", "table", "workshop"}) {
    const fs::path folder = manifest.root / "harness" / part;
    if (!is_there(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
      const fs::path extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".hpp")
        newest = std::max(newest, entry.last_write_time());
    }
  }
  return newest;
}

Finding up_to_date(const results::Manifest& manifest) {
  const fs::path log = manifest.build / ".ninja_log";  // written by each build that had work to do
  if (!is_there(log)) return {true, "build tree: its age is not known", ""};
  const bool newer = fs::last_write_time(log) >= newest_source(manifest);
  return {
      newer, fmt::format("build tree: {} than the kit's sources", newer ? "newer" : "older"),
      fmt::format("cmake --build {} --target kit", results::shell_path(manifest, manifest.build))};
}

}  // namespace

std::vector<Finding> examine(const results::Manifest& manifest, std::uintmax_t free_bytes) {
  const Values cache = read_cache(manifest.build / "CMakeCache.txt");
  if (cache.empty())
    return {{false, fmt::format("{} is not configured", manifest.build.string()),
             results::configure_command(manifest)},
            disk(free_bytes)};
  std::vector<Finding> findings{
      compiler(manifest, read_compiler(manifest.build, version_of_cmake(cache))),
      cmake(manifest, cache), generator(manifest, cache)};
  for (const char* name : {"GTest", "nlohmann_json", "fmt", "CLI11"})
    findings.push_back(package(manifest, cache, name));
  findings.push_back(disk(free_bytes));
  findings.push_back(leaks(manifest, cache));
  findings.push_back(solutions(manifest));
  findings.push_back(answers(manifest));
  findings.push_back(checkout(manifest, cache));
  findings.push_back(up_to_date(manifest));
  return findings;
}

std::string doctor(const std::vector<Finding>& findings, const Terminal& terminal) {
  std::string text;
  for (const Finding& finding : findings) {
    std::string mark = terminal.unicode ? finding.fine ? "✓" : "✗" : finding.fine ? "ok" : "NO";
    if (terminal.colour) mark = fmt::format("\x1b[{}m{}\x1b[0m", finding.fine ? "32" : "31", mark);
    text += fmt::format("{}  {}\n", mark, finding.what);
    if (!finding.fine) text += fmt::format("    {}\n", finding.cure);
  }
  return text;
}

int exit_code_of(const std::vector<Finding>& findings) {
  return std::ranges::all_of(findings, &Finding::fine) ? 0 : 1;
}

}  // namespace workshop
