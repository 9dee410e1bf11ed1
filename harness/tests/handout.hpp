#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/results.hpp"
#include "tests/judge.hpp"

/// Judges the archive of participants, and the output of their first commands.
namespace judging {

/// A command that has ended.
struct Ran {
  int status = 0;      ///< its exit code; 128 and more: it was killed
  std::string output;  ///< both streams
};

/// Runs `command` by the shell in `folder`.
Ran run_in(const std::filesystem::path& folder, const std::string& command);

/// Judges the first run of a participant's workflow. All failures must be assertions, there must be
/// no points, and the output must end with the closing table. `results` and `ran`: of that run.
Verdict judge_first_run(const results::Manifest& manifest, const results::Results& results,
                        const Ran& ran);

/// Runs the workflow in `root`, a checkout with skeletons only, and judges it.
Verdict judge_first_run(const std::filesystem::path& root);

/// Judges an output: it must have each text of the sample's lines "// Says: …".
Verdict judge_words(const answers::Header& sample, const Ran& ran);

/// Hands in each answer of `kit`/harness/tests/first_contact to activity 00 of `root`, a checkout
/// that has been built, and judges what `workshop watch` prints. Puts the skeleton back.
Verdict judge_first_contact(const std::filesystem::path& root, const std::filesystem::path& kit);

/// Adds the activities of `kit`/facilitator/grader/tests/kinds, whose answers are data or several
/// files, to `root`, a checkout that has been built. Judges what `workshop` does with answers to
/// them, and removes them again. `build`: its build directory, from there.
Verdict judge_kinds(const std::filesystem::path& root, const std::filesystem::path& kit,
                    const std::string& build);

/// Judges `pack`: it must have the files of `root` except those for the facilitator only, and its
/// README must name no others.
Verdict judge_pack(const std::filesystem::path& root, const std::filesystem::path& pack);

}  // namespace judging
