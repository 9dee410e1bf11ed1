#pragma once

#include <functional>
#include <string>

#include "table/judged.hpp"

namespace workshop {

/// What a folder with an answer looked like.
struct Seen {
  std::string times;    ///< of the files in it
  std::string content;  ///< of all of them
};

/// The sources in `root`/exercises/NN_name, as they are now.
Seen look_at(const table::Judged& judged, const table::JudgedActivity& activity);

/// Everything outside that watching needs: the disk, the keyboard, the compiler, the screen.
struct Outside {
  std::function<Seen(const table::JudgedActivity&)> look;
  std::function<char()> key;  ///< waits a moment; 0: none was pressed
  /// Builds and runs; shows how that went; returns the exit code of `workshop test`.
  std::function<int(const table::JudgedActivity&)> judge;
  std::function<std::string(const table::JudgedActivity&)> hint;  ///< the next one
  std::function<void()> clear;
  std::function<void(const std::string&)> say;
};

/// Judges activity `number` (empty: the first), then again each time that one of its files is
/// saved, until somebody quits. Keys: r again, h hint, n next activity, q quit. Returns the latest
/// exit code. Throws BadUsage.
int watch(const table::Judged& judged, const std::string& number, const Outside& outside);

}  // namespace workshop
