#pragma once

#include <string>
#include <vector>

#include "answers/lines.hpp"

namespace answers {

/// One change to a base. In the file, below the header and apart from others by empty lines:
///     - a line of the base that goes
///     + a line that replaces it
///       a line of the base that stays (two spaces in front of it)
/// The lines that go and stay are whole lines, one below the other. They must occur in the base
/// exactly once, with any indentation. The optional line above them
///     @@ in on_timer @@
/// limits the search to that function. With
///     @@ replaces on_timer @@
/// the lines "+ …", which may be empty, replace the whole function or struct.
struct Hunk {
  enum class Kind { anywhere, in_function, replaces_function };

  Kind kind = Kind::anywhere;
  std::string function;  ///< empty: anywhere
  int line = 0;          ///< of the edit's file
  Lines old_text;        ///< lines that the base must have
  Lines new_text;        ///< lines that replace them
};

/// Lines of a file, with its name in messages.
struct Named {
  std::string name;
  Lines lines;
};

/// Reads the hunks below the first `header_size` lines. Throws results::BadInput.
std::vector<Hunk> read_hunks(const Named& edit, std::size_t header_size);

/// Returns the base with all hunks applied. Each is searched for in the unchanged base, so their
/// order does not matter. Throws results::BadInput, which names the edit and the text, if a hunk
/// does not fit or two hunks overlap.
Lines apply(const std::vector<Hunk>& hunks, const Named& base, const std::string& edit_name);

}  // namespace answers
