#include "report/plain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace grader {

namespace {

/// Returns the length of the first character of `text` if it is safe on a terminal: ASCII, Latin
/// letters, and the dashes, quotes and dots from U+2010 to U+2027. Else 0.
std::size_t harmless_bytes(std::string_view text) {
  const auto is_from_to = [&](std::size_t i, int first, int last) {
    return i < text.size() && static_cast<unsigned char>(text[i]) >= first &&
           static_cast<unsigned char>(text[i]) <= last;
  };
  if (text[0] == '\n' || text[0] == '\t' || is_from_to(0, 0x20, 0x7E)) return 1;
  if (is_from_to(0, 0xC2, 0xC2) && is_from_to(1, 0xA1, 0xBF)) return 2;
  if (is_from_to(0, 0xC3, 0xC9) && is_from_to(1, 0x80, 0xBF)) return 2;
  return text.starts_with("\xE2\x80") && is_from_to(2, 0x90, 0xA7) ? 3 : 0;
}

/// Returns at most `bytes_max` bytes, without half of a character at the end.
std::string_view begin_of(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (text[bytes_max] & 0xC0) == 0x80) --bytes_max;
  return text.substr(0, bytes_max);
}

}  // namespace

std::string escaped(std::string_view untrusted) {
  std::string text;
  text.reserve(untrusted.size());
  while (!untrusted.empty()) {
    const std::size_t harmless = harmless_bytes(untrusted);
    if (harmless > 0)
      text += untrusted.substr(0, harmless);
    else
      text += fmt::format("\\x{:02x}", static_cast<unsigned char>(untrusted[0]));
    untrusted.remove_prefix(std::max<std::size_t>(harmless, 1));
  }
  return text;
}

std::string clipped(std::string_view text, std::size_t bytes_max) {
  const std::string_view begin = begin_of(text, bytes_max);
  if (begin.size() == text.size()) return std::string{text};
  return fmt::format("{}\n[cut here: {} bytes more]", begin, text.size() - begin.size());
}

std::string one_line(std::string_view text, std::size_t bytes_max) {
  const std::string_view begin = begin_of(text, bytes_max);
  std::string line{begin};
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return begin.size() == text.size() ? line : line + "\xE2\x80\xA6";
}

std::string html(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace grader
