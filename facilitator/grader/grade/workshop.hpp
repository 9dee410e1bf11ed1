#pragma once

#include <filesystem>

#include "box/file.hpp"

namespace grader {

/// A folder that is gone when nobody needs it any more. It is locked as long as this process lives,
/// so that what a killed one has left can be told from what is in use.
class Workshop {
 public:
  Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop();
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
  File lock_;
};

/// Removes the workshops that nobody has locked: their owners were killed. Those of other users
/// are left alone.
void remove_abandoned_workshops();

}  // namespace grader
