#include "eda/detail/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace eda::detail {
namespace {

bool is_control(char32_t c) { return c <= 0x1F || (c >= 0x7F && c <= 0x9F); }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_noncharacter(char32_t c) { return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

std::string escaped(std::string_view text, const Character& character) {
  const auto code = static_cast<unsigned>(character.code_point);
  if (not character.is_utf8) return fmt::format("\\x{:02X}", code);
  if (code == '"' || code == '\\') return fmt::format("\\{}", static_cast<char>(code));
  if (is_control(code) || is_noncharacter(code)) return fmt::format("\\u{:04X}", code);
  return std::string{text.substr(0, character.bytes)};
}

/// True for text in UTF-16 or UTF-32: by its mark, or since most pairs of bytes have one zero.
bool is_wide(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < text.size(); ++i) zeros.at(i % 2) += text[i] == '\0';
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  return more * 3 > text.size() && fewer * 8 < more;
}

}  // namespace

// The well-formed sequences of the Unicode standard, table 3-7: no overlong forms, no surrogates.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {.code_point = lead};
  const Character broken{.code_point = lead, .is_utf8 = false};
  const std::size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return broken;

  char32_t code_point = lead & (0xFFU >> (bytes + 1));
  for (const char next : text.substr(1, bytes - 1)) {
    const auto byte = static_cast<unsigned char>(next);
    if ((byte & 0xC0) != 0x80) return broken;
    code_point = code_point << 6 | (byte & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest.at(bytes) || is_surrogate || code_point > 0x10FFFF) return broken;
  return {.code_point = code_point, .bytes = bytes};
}

Flaw flaw_in_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      ++at;
      continue;
    }
    const Character character = first_character(text.substr(at));
    if (not character.is_utf8)
      return fmt::format("byte {} is 0x{:02X}", at + 1, unsigned(character.code_point));
    at += character.bytes;
  }
  return {};
}

Flaw flaw_in_text_file(std::string_view bytes, std::size_t bytes_max) {
  if (bytes.size() > bytes_max) return fmt::format("is larger than {} KiB", bytes_max / 1024);
  if (bytes.empty()) return "is empty";
  if (is_wide(bytes)) return "is UTF-16 or UTF-32: save it as UTF-8";
  if (bytes.find('\0') != std::string_view::npos) return "has a NUL byte, so it is not a text file";
  return {};
}

bool is_utf8(std::string_view text) { return not flaw_in_utf8(text); }

std::string as_utf8(std::string_view text, std::size_t bytes_max) {
  constexpr std::string_view left_out = "…";
  std::string result;
  std::size_t cut = 0;  ///< where `left_out` still fits
  while (not text.empty()) {
    const Character character = first_character(text);
    result += character.is_utf8 ? std::string{text.substr(0, character.bytes)}
                                : fmt::format("\\x{:02X}", unsigned(character.code_point));
    if (result.size() > bytes_max) return result.substr(0, cut).append(left_out);
    if (result.size() + left_out.size() <= bytes_max) cut = result.size();
    text.remove_prefix(character.bytes);
  }
  return result;
}

std::string in_quotes(std::string_view text) {
  constexpr int characters_max = 60;
  std::string result = "\"";
  for (int shown = 0; not text.empty(); ++shown) {
    if (shown == characters_max) return result + "…\"";
    const Character character = first_character(text);
    result += escaped(text, character);
    text.remove_prefix(character.bytes);
  }
  return result + '"';
}

std::string holds(std::string_view text, std::size_t at, std::string_view rule, std::size_t bytes) {
  if (at >= text.size()) return fmt::format("column {} holds nothing; {}", text.size() + 1, rule);
  const std::string_view rest = text.substr(at);
  if (bytes == 0) bytes = first_character(rest).bytes;
  return fmt::format("column {} holds {}; {}", at + 1, in_quotes(rest.substr(0, bytes)), rule);
}

Flaw flaw_in_string(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at]) && not is_control(static_cast<char32_t>(text[at]))) {
      ++at;
      continue;
    }
    const Character character = first_character(text.substr(at));
    if (not character.is_utf8) return holds(text, at, "text must be UTF-8");
    if (is_control(character.code_point))
      return holds(text, at, "control characters are not allowed");
    if (is_noncharacter(character.code_point))
      return holds(text, at, "Unicode's noncharacters are not allowed");
    at += character.bytes;
  }
  return {};
}

}  // namespace eda::detail
