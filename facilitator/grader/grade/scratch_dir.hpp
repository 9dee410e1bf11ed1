#pragma once

#include <filesystem>

#include "box/file.hpp"

namespace grader {

/// A folder that is gone when nobody needs it any more. It is locked as long as this process lives,
/// so that what a killed one has left can be told from what is in use.
class ScratchDir {
 public:
  ScratchDir();
  ScratchDir(const ScratchDir&) = delete;
  ScratchDir& operator=(const ScratchDir&) = delete;
  ~ScratchDir();
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  File lock_;
};

/// Removes the workshops that nobody has locked: their owners were killed. Those of other users
/// are left alone.
void remove_abandoned_scratch_dirs();

}  // namespace grader
