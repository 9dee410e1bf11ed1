#pragma once

#include <filesystem>
#include <istream>
#include <string>

#include "table/judged.hpp"
#include "table/results.hpp"

namespace workshop {

/// What a compiler says, from its first error on: at most some 30 lines, paths below `root` without
/// it, and how many more errors there are. Empty: no error is in it.
std::string first_errors(std::istream& build_log, const std::filesystem::path& root);

/// How the tests of activity `number` ended, from what its program printed. The test that runs when
/// the program ends without a word has crashed; those after it have not run.
table::Results read_program(std::istream& printed, const std::string& number);

/// What an answer has come to.
struct Verdict {
  std::string errors;      ///< of the compiler; empty: it was built
  table::Results results;  ///< of what ran
};

/// Builds the answer and runs all its tests, in as many processes as there are cores: the quickest
/// way from saving to a verdict. Works in `judged.build`/watch/.
Verdict judge(const table::Judged& judged, const table::JudgedActivity& activity);

}  // namespace workshop
