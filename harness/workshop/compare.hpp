#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "results/manifest.hpp"

namespace workshop {

/// One of two answers that are compared.
struct ComparedAnswer {
  std::string folder;          ///< of the activity: "03_correlator"
  std::filesystem::path path;  ///< a folder with all files of the answer, or a file that differs
};

/// Finds the answers that two words of a command mean, of one activity. A word is a file, a folder,
/// a name of an answer in solutions/ or facilitator/, "mine" or "solution", with or without the
/// activity before it: "03/mine". Throws BadUsage.
std::pair<ComparedAnswer, ComparedAnswer> compared_answers(const results::Manifest& manifest,
                                                           const std::string& one,
                                                           const std::string& other);

/// Files and commands for one side of a comparison, "a" or "b".
struct Compared {
  std::filesystem::path sources;  ///< folder of the files that are built
  std::filesystem::path ends;     ///< file in which the program writes its outcomes
  std::string program;            ///< of the shell
};
Compared compared(const results::Manifest& manifest, const std::string& folder,
                  const std::string& side);

/// Copies the files of an answer to `sources`; a file that is there already keeps its time. Returns
/// the shell commands that write them instead, if the answer is a file that changes another.
std::vector<std::string> take_answer(const results::Manifest& manifest,
                                     const ComparedAnswer& answer,
                                     const std::filesystem::path& sources);

/// Returns the tests in which two answers differ, by what their programs wrote with --ends=FILE.
/// Throws BadUsage if an answer remembers something, so that it has no set of outcomes.
std::vector<std::string> differing_tests(const nlohmann::json& a, const nlohmann::json& b);

/// Outcome that only one of two answers has.
struct Difference {
  std::string side;  ///< "a" or "b"
  std::string test;
  int scenario = 0;
  int number = 0;  ///< of the outcome, for --outcomes=N
  int faults = 0, steps = 0;
};
/// Returns the one with the calmest schedule, by what the programs wrote with --ends=FILE
/// --outcomes: fewest faults, then fewest steps. There must be one.
Difference calmest_difference(const nlohmann::json& a, const nlohmann::json& b);

/// Message that tells a difference; `a` and `b` as above.
std::string difference_text(const Difference& difference, const nlohmann::json& a,
                            const nlohmann::json& b);

/// Message that there is no difference, and in which scopes that has been shown.
std::string no_difference_text(const nlohmann::json& a, const nlohmann::json& b);

}  // namespace workshop
