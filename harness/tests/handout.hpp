#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"
#include "results/results.hpp"
#include "tests/judge.hpp"

/// Judges the archive of participants, and what their first commands print.
namespace judging {

/// A command that has ended.
struct Ran {
  int status = 0;      ///< its exit code; 128 and more: it was killed
  std::string output;  ///< both streams
};

/// Runs `command` by the shell in `folder`.
Ran run_in(const std::filesystem::path& folder, const std::string& command);

/// The first run of a participant's workflow is red by assertions alone, without points, and ends
/// with the closing table. `results` and `ran` are of that run.
Opinion judge_first_run(const results::Manifest& manifest, const results::Results& results,
                        const Ran& ran);

/// Runs the workflow in `root`, a checkout in which no answer has been begun, and judges it.
Opinion judge_first_run(const std::filesystem::path& root);

/// `output` has each text that the sample says it has ("// Says: …").
Opinion judge_words(const answers::Header& sample, const Ran& ran);

/// Hands in each answer of `kit`/harness/tests/first_contact to activity 00 of `root`, a checkout
/// that has been built, and judges what `workshop watch` prints. Puts the skeleton back.
Opinion judge_first_contact(const std::filesystem::path& root, const std::filesystem::path& kit);

/// `pack` holds the files of `root`, but for those that only the facilitator may see, and its
/// README speaks of no others.
Opinion judge_pack(const std::filesystem::path& root, const std::filesystem::path& pack);

}  // namespace judging
