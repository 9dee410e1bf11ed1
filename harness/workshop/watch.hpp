#pragma once

#include <functional>
#include <string>

#include "results/manifest.hpp"

namespace workshop {

/// State of the files of an answer at one look.
struct Seen {
  std::string times;    ///< of each file
  std::string content;  ///< of all of them
  friend bool operator==(const Seen&, const Seen&) = default;
};

/// Reads the answer, its header and its visible tests. Other files in the folder, such as those of
/// an editor, are ignored.
Seen look_at(const results::Manifest& manifest, const results::ManifestActivity& activity);

/// Interface of watch() to the outside: disk, keyboard, compiler, screen.
struct Outside {
  std::function<Seen(const results::ManifestActivity&)> look;
  std::function<char()> key;  ///< waits a moment; 0: none was pressed
  /// Builds and runs the tests, shows the results, returns the exit code of `workshop test`.
  std::function<int(const results::ManifestActivity&)> judge;
  std::function<std::string(const results::ManifestActivity&)> hint;  ///< the next one
  std::function<void()> clear;
  std::function<void(const std::string&)> say;
};

/// Judges activity `number` (empty: the first), then again each time the text of one of its files
/// has changed. A changed text must be the same at two looks: an editor may still be writing it.
/// Runs until the key q. Keys: r again, h hint, n next activity, q quit. Returns the latest exit
/// code. Throws BadUsage.
int watch(const results::Manifest& manifest, const std::string& number, const Outside& outside);

}  // namespace workshop
