#pragma once

#include <functional>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// What the files of an answer looked like.
struct Seen {
  std::string times;    ///< of each file
  std::string content;  ///< of all of them
  friend bool operator==(const Seen&, const Seen&) = default;
};

/// The answer, its header and its visible tests, as they are now. Whatever else an editor or a
/// desktop leaves beside them is no part of the answer.
Seen look_at(const results::Manifest& manifest, const results::ManifestActivity& activity);

/// Everything outside that watching needs: the disk, the keyboard, the compiler, the screen.
struct Outside {
  std::function<Seen(const results::ManifestActivity&)> look;
  std::function<char()> key;  ///< waits a moment; 0: none was pressed
  /// Builds and runs; shows how that went; returns the exit code of `workshop test`.
  std::function<int(const results::ManifestActivity&)> judge;
  std::function<std::string(const results::ManifestActivity&)> hint;  ///< the next one
  std::function<void()> clear;
  std::function<void(const std::string&)> say;
};

/// Judges activity `number` (empty: the first), then again each time that the text of one of its
/// files has changed and is the same at two looks: an editor may be halfway through writing it.
/// Goes on until it is told to quit. Keys: r again, h hint, n next activity, q quit. Returns the
/// latest exit code. Throws BadUsage.
int watch(const results::Manifest& manifest, const std::string& number, const Outside& outside);

}  // namespace workshop
