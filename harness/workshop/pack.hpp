#pragma once

#include <filesystem>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// Commands that make the participants' archive, in a folder of the build directory.
struct Pack {
  std::filesystem::path folder;   ///< folder to pack: BUILD/pack/out-of-order
  std::filesystem::path archive;  ///< DIR/out-of-order.tar.gz; zip would lose the executable bits
  std::string install;            ///< shell command that fills the folder
  std::string compress;           ///< shell command that makes the archive
};

/// `directory`: folder of the archive. It must not be in the checkout, except in the build
/// directory: the next archive would contain this one. Throws BadUsage.
Pack pack(const results::Manifest& manifest, const std::filesystem::path& directory);

/// Replaces the answers in `folder` by the skeletons, so that the archive has no answers.
void take_answers_out(const results::Manifest& manifest, const std::filesystem::path& folder);

/// True if `root` is a whole kit, from which an archive can be made, and not itself an archive.
bool can_pack(const std::filesystem::path& root);

}  // namespace workshop
