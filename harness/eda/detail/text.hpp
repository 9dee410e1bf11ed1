#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eda::detail {

/// End of a sentence that says what is wrong with a text, where, and what is allowed; empty: no
/// flaw.
using Flaw = std::optional<std::string>;

/// The Unicode character that a text starts with, or the byte there that is not UTF-8.
struct Character {
  char32_t code_point = 0;  ///< the byte itself when `is_utf8` is false
  std::size_t bytes = 1;
  bool is_utf8 = true;
};

/// REQUIRES: `text` is not empty.
Character first_character(std::string_view text);

bool is_utf8(std::string_view text);

/// Names the first byte that is not UTF-8, counted from 1: "byte 4 is 0xE9".
Flaw flaw_in_utf8(std::string_view text);

/// Why the bytes of a file are no text in one byte a character or UTF-8, as the end of a sentence:
/// "is UTF-16 or UTF-32: save it as UTF-8". Also for an empty file and one larger than `bytes_max`.
Flaw flaw_in_text_file(std::string_view bytes, std::size_t bytes_max);

/// Returns `text` as UTF-8 of at most `bytes_max` bytes. A byte that is not UTF-8 becomes "\\xE9".
/// A text that is cut ends with "…".
std::string as_utf8(std::string_view text, std::size_t bytes_max);

/// Returns `text` between quotes, for a one-line message. Characters that cannot be printed are
/// escaped. Of a long text only the first 60 characters are shown.
std::string in_quotes(std::string_view text);

/// Returns "column 6 holds "13"; " followed by `rule`. Columns count bytes from 1; the column past
/// the end holds "nothing". `bytes`: how many of them to show; 0: one character.
std::string holds(std::string_view text, std::size_t at, std::string_view rule,
                  std::size_t bytes = 0);

/// CloudEvents 1.0.2, type String: Unicode without control characters and noncharacters.
Flaw flaw_in_string(std::string_view text);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace eda::detail
