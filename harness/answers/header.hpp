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
    std::string text;    ///< its words, one space apart
  };

  std::string file;  ///< its name in messages
  Lines lines;       ///< as they stand in the file
  std::vector<Field> fields;

  bool has(const std::string& name) const;
  /// Empty: the header has no such field.
  std::string text(const std::string& name) const;
  /// Throws results::BadInput where the header has no such field.
  std::string needed(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
};

/// Reads the header of an answer. A comment without any field is no header. Throws
/// results::BadInput for a field of an unknown name, a field without text and a field that stands
/// there twice.
Header read_header(const Lines& answer, const std::string& shown_as);

/// Words one space apart, however `text` is laid out.
std::string squeezed(const std::string& text);

}  // namespace answers
