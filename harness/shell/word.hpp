#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace shell {

/// Returns `text` as one word of a shell command, quoted only if necessary.
inline std::string word(const std::string& text) {
  const bool is_plain = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isalnum(c) != 0 || c >= 0x80 ||
           std::string_view{"._/-+:@%,="}.find(char(c)) != std::string_view::npos;
  });
  if (is_plain) return text;
#ifdef _WIN32
  return '"' + text + '"';
#else
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string{c};
  return quoted + "'";
#endif
}

}  // namespace shell
