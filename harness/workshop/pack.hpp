#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// How the participants' archive is made, in a folder of the build directory.
struct Pack {
  std::filesystem::path folder;   ///< what is to be packed: BUILD/pack/out-of-order
  std::filesystem::path archive;  ///< DIR/out-of-order.tar.gz, not zip: it keeps who may be run
  std::string install;            ///< the shell command that fills the folder
  std::string compress;           ///< and the one that makes the archive
};

/// `directory`: where the archive goes; it must not lie in the checkout, or the next archive would
/// hold this one (the build directory may). Throws BadUsage.
Pack pack(const results::Manifest& manifest, const std::filesystem::path& directory);

/// Puts the skeletons in the place of the answers in `folder`, so that nobody hands out his own.
void take_answers_out(const results::Manifest& manifest, const std::filesystem::path& folder);

}  // namespace workshop
