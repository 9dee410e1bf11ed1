#pragma once

#include <string>
#include <vector>

#include "answers/lines.hpp"

namespace answers {

/// One change to a base. In the file, below the header and apart from others by empty lines:
///     - a line of the base that goes
///     + a line that comes in its place
///       a line of the base that stays (two spaces in front of it)
/// The lines that go and stay are whole lines, one below the other. They must stand in the base
/// exactly once, however far they are indented there. Above them may stand
///     @@ in on_timer @@
/// which looks for them in that function only. With
///     @@ replaces on_timer @@
/// lines that come, empty ones among them, replace the whole function (or struct).
struct Hunk {
  enum class Kind { anywhere, in_function, replaces_function };

  Kind kind = Kind::anywhere;
  std::string function;  ///< empty: anywhere
  int line = 0;          ///< of the edit's file
  Lines old_text;        ///< what must be there
  Lines new_text;        ///< what is there afterwards
};

/// A file, by its name in messages.
struct Named {
  std::string name;
  Lines lines;
};

/// Reads the hunks below the first `header_size` lines. Throws results::BadInput.
std::vector<Hunk> read_hunks(const Named& edit, std::size_t header_size);

/// Returns the base with all hunks applied. All of them are looked for in the base as it stands, so
/// their order does not matter. Throws results::BadInput, which names the edit and the text, where
/// a hunk does not fit or two of them overlap.
Lines apply(const std::vector<Hunk>& hunks, const Named& base, const std::string& edit_name);

}  // namespace answers
