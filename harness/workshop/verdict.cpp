#include "workshop/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <future>
#include <iterator>
#include <string_view>
#include <thread>
#include <vector>

#include "workshop/command.hpp"

namespace workshop {

namespace {

constexpr std::size_t lines_max = 30;

std::string without_root(std::string line, const std::filesystem::path& root) {
  const std::string prefix = root.string() + "/";
  for (std::size_t at = 0; (at = line.find(prefix, at)) != line.npos;)
    line.erase(at, prefix.size());
  return line;
}

bool is_error(const std::string& line) {
  return line.find(" error: ") != line.npos || line.find("fatal error") != line.npos ||
         line.find("undefined reference") != line.npos ||
         line.find("undefined symbol") != line.npos;
}

/// "[ RUN      ] order.in_sequence" -> "order.in_sequence", for the mark "[ RUN      ] ".
std::string after(const std::string& line, std::string_view mark) {
  if (!line.starts_with(mark)) return "";
  const std::string rest = line.substr(mark.size());
  return rest.substr(0, rest.find_first_of(" ,"));
}

/// What is still said of a test when its program has ended.
table::Ending ending_of(const std::string& output) {
  return output.find("did not come back for") != output.npos ? table::Ending::endless
                                                             : table::Ending::crashed;
}

}  // namespace

std::string first_errors(std::istream& build_log, const std::filesystem::path& root) {
  std::string text, before;
  std::size_t lines = 0, errors = 0;
  for (std::string line; std::getline(build_log, line);) {
    const bool starts = is_error(line);
    errors += starts;
    // the line before the first error says in which function it is
    if (starts && errors == 1 && before.find(": In ") != before.npos)
      text += without_root(before, root) + "\n";
    if (errors > 0 && lines < lines_max && !line.starts_with("ninja: ")) {
      text += without_root(line, root) + "\n";
      ++lines;
    }
    before = line;
  }
  if (errors > 1) text += fmt::format("({} errors in all: mend the first one first)\n", errors);
  return text;
}

table::Results read_program(std::istream& printed, const std::string& number) {
  table::Results results;
  std::string running, output, rest;
  for (std::string line; std::getline(printed, line);) {
    if (const std::string test = after(line, "[ RUN      ] "); !test.empty()) {
      running = test;
      output.clear();
      continue;
    }
    if (running.empty()) {
      rest += line + "\n";
      continue;
    }
    const bool passed = after(line, "[       OK ] ") == running;
    const bool failed = after(line, "[  FAILED  ] ") == running;
    const bool skipped = after(line, "[  SKIPPED ] ") == running;
    output += line + "\n";
    if (!passed && !failed && !skipped) continue;
    results[number + "." + running] = {passed    ? table::Ending::passed
                                       : skipped ? table::Ending::skipped
                                                 : table::Ending::failed,
                                       output};
    running.clear();
  }
  if (!running.empty()) results[number + "." + running] = {ending_of(output), output};
  // a leak is found when the program ends: nobody knows in which test
  if (rest.find("ERROR: LeakSanitizer") != rest.npos)
    for (auto& [test, result] : results)
      if (result.ending == table::Ending::passed) result = {table::Ending::leaked, rest};
  return results;
}

Verdict judge(const table::Judged& judged, const table::JudgedActivity& activity) {
  const std::filesystem::path folder = judged.build / "watch";
  create_directories(folder);
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const std::filesystem::path log = folder / (activity.folder + ".build.txt");
  if (run(fmt::format("cmake --build {} --parallel {} --target {} >{} 2>&1", quoted(judged.build),
                      cores, activity.folder, quoted(log))) != 0) {
    std::ifstream input{log};
    const std::string errors = first_errors(input, judged.root);
    if (!errors.empty()) return {errors, {}};
    std::ifstream all{log};
    return {std::string{std::istreambuf_iterator<char>{all}, {}}, {}};
  }
  std::vector<std::future<table::Results>> shards;
  for (unsigned shard = 0; shard < cores; ++shard)
    shards.push_back(std::async(std::launch::async, [&, shard] {
      const std::filesystem::path printed =
          folder / fmt::format("{}.{}.txt", activity.folder, shard);
      run(fmt::format("cmake -E env GTEST_TOTAL_SHARDS={} GTEST_SHARD_INDEX={} {} >{} 2>&1", cores,
                      shard, quoted(judged.build / "bin" / activity.folder), quoted(printed)));
      std::ifstream input{printed};
      return read_program(input, activity.number());
    }));
  Verdict verdict;
  verdict.results[activity.number() + ".builds"] = {table::Ending::passed, ""};
  for (auto& shard : shards) verdict.results.merge(shard.get());
  return verdict;
}

}  // namespace workshop
