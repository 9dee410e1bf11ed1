#pragma once

#include <string>
#include <vector>

#include "answers/lines.hpp"

namespace answers {

/// The comment that an answer begins with: a field per line "// Name: …", and lines "// …" that
/// continue the field above them.
///     // Mistake: looks first
///     // and writes later
///     // Rejected by: duplicate.overlapping_redelivery
struct Header {
  struct Field {
    std::string name;
    std::string number;  ///< "39" of "// Attack 39: …"; mostly empty
    std::string text;    ///< its text, with single spaces
  };

  std::string file;  ///< its name in messages
  Lines lines;       ///< as they stand in the file
  std::vector<Field> fields;

  bool has(const std::string& name) const;
  /// Returns the text of a field; empty: the header has no such field.
  std::string text(const std::string& name) const;
  /// Returns the text of a field. Throws results::BadInput if the header has no such field.
  std::string needed(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
};

/// Reads the header of an answer. A comment without any field is no header. Throws
/// results::BadInput for a field with an unknown name, a field without text and a repeated field.
Header read_header(const Lines& answer, const std::string& shown_as);

/// Returns the words of `text` with single spaces between them.
std::string squeezed(const std::string& text);

}  // namespace answers
