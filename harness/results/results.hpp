#pragma once

#include <filesystem>
#include <istream>
#include <map>
#include <string>

namespace results {

/// Ending of a test.
enum class Ending {
  passed,
  failed,   ///< by an assertion
  leaked,   ///< its assertions held, but it leaked memory
  crashed,  ///< the program ended without a result
  endless,  ///< stopped at its time limit
  skipped,
  not_run,  ///< a target that it needs did not build
};

struct Result {
  Ending ending = Ending::not_run;
  std::string output;
  double seconds = 0;  ///< by the clock; 0: not known
};

/// Ending of a test that did not pass, derived from its output.
Ending why_failed(const std::string& output);

/// Results by test name, from the log that ctest keeps of its latest run.
using Results = std::map<std::string, Result>;
Results read_results(std::istream& log);

/// Path of the log in `build`/Testing/Temporary; it may still be growing.
std::filesystem::path log_of(const std::filesystem::path& build);

/// Reads the results in log_of(`build`), without tests that did not take part. Throws BadInput.
Results read_results(const std::filesystem::path& build);

}  // namespace results
