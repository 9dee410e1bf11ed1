#pragma once

#include <filesystem>
#include <istream>
#include <map>
#include <string>

namespace results {

/// How a test ended.
enum class Ending {
  passed,
  failed,   ///< by an assertion
  leaked,   ///< its assertions held, but it lost memory
  crashed,  ///< the program ended without a word
  endless,  ///< stopped when its time was up
  skipped,
  not_run,  ///< what it needs did not build
};

struct Result {
  Ending ending = Ending::not_run;
  std::string output;
  double seconds = 0;  ///< by the clock; 0: not known
};

/// How a test ended that did not pass, from what it printed.
Ending why_failed(const std::string& output);

/// Test name -> what became of it, from the log that ctest keeps of its latest run.
using Results = std::map<std::string, Result>;
Results read_results(std::istream& log);

/// The log in `build`/Testing/Temporary, whole or still growing.
std::filesystem::path log_of(const std::filesystem::path& build);

/// The same from log_of(`build`). A test that did not take part is not in it. Throws BadInput.
Results read_results(const std::filesystem::path& build);

}  // namespace results
