#include "results/results.hpp"

#include <fstream>
#include <sstream>
#include <vector>

#include "results/json_file.hpp"

namespace results {
namespace {

bool begins(const std::string& line, std::string_view with) { return line.starts_with(with); }

/// Returns the name in "12/40 Test: 03.order.in_sequence"; "" for any other line.
std::string test_name(const std::string& line) {
  const std::size_t mark = line.find(" Test: ");
  const bool counted =
      mark != std::string::npos && mark > 0 && line.find_first_not_of("0123456789/ ") == mark + 1;
  return counted ? line.substr(mark + 7) : "";
}

/// Reads one test's record: Command, …, Output:, ---, (output), <end of output>, Test time = …,
/// ---, and a line with the result.
Result read_record(const std::vector<std::string>& lines) {
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (begin == 0 && lines[i] == "Output:") begin = i + 2;
    if (lines[i] == "<end of output>") end = i;
  }
  Result result;
  for (std::size_t i = begin; i < end; ++i) result.output += lines[i] + "\n";

  for (std::size_t i = end; i < lines.size(); ++i) {
    if (begins(lines[i], "Test Passed")) result.ending = Ending::passed;
    if (begins(lines[i], "Test Pass Reason")) result.ending = Ending::skipped;
    if (begins(lines[i], "Test Fail")) result.ending = why_failed(result.output);
    if (begins(lines[i], "Test time = ")) result.seconds = std::stod(lines[i].substr(12));
  }
  // ctest logs a test that could not be started as passed, without a command
  if (!lines.empty() && lines.front() == "Command: \"\"") result.ending = Ending::not_run;
  return result;
}

}  // namespace

// ctest itself logs no more than "Failed"
Ending why_failed(const std::string& output) {
  const auto says = [&output](const char* words) {
    return output.find(words) != std::string::npos;
  };
  if (says("[  FAILED  ]")) return Ending::failed;
  if (says("ERROR: LeakSanitizer")) return Ending::leaked;
  // the watchdog of harness/check/guard.cpp
  return says("The answer did not come back") ? Ending::endless : Ending::crashed;
}

Results read_results(std::istream& log) {
  Results results;
  std::string name;
  std::vector<std::string> record;
  const auto finish = [&] {
    if (!name.empty()) results[name] = read_record(record);
    record.clear();
  };
  for (std::string line; std::getline(log, line);) {
    const std::string next = test_name(line);
    if (next.empty()) {
      record.push_back(line);
      continue;
    }
    finish();
    name = next;
  }
  finish();
  return results;
}

std::filesystem::path log_of(const std::filesystem::path& build) {
  // while ctest is running, as it is when it calls closing_table, its log has another name
  const std::filesystem::path log = build / "Testing/Temporary/LastTest.log";
  const std::filesystem::path growing = log.string() + ".tmp";
  const bool at_work =
      exists(growing) && (!exists(log) || last_write_time(growing) >= last_write_time(log));
  return at_work ? growing : log;
}

Results read_results(const std::filesystem::path& build) {
  const std::filesystem::path log = log_of(build);
  std::ifstream stream{log};
  if (!stream) throw BadInput{log.string() + ": cannot be read; run ctest first"};
  return read_results(stream);
}

}  // namespace results
