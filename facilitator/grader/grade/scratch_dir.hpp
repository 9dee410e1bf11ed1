#pragma once

#include <filesystem>

#include "box/file.hpp"

namespace grader {

/// A temporary folder, removed by the destructor. It is locked as long as this process lives. So a
/// folder that a killed process has left differs from one in use.
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

/// Removes scratch folders without a lock: their processes were killed. Folders of other users
/// stay.
void remove_abandoned_scratch_dirs();

}  // namespace grader
