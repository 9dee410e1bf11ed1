#include "workshop/text.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace workshop {
namespace {

constexpr std::size_t columns_max = 80;

bool begins_character(char c) { return (c & 0xC0) != 0x80; }

/// True if the character locale has Unicode. The first variable that is set and not empty decides.
bool locale_has_unicode(const std::function<const char*(const char*)>& variable) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = variable(name);
    if (value == nullptr || *value == '\0') continue;
    std::string locale{value};
    std::ranges::transform(locale, locale.begin(), [](unsigned char c) { return std::tolower(c); });
    return locale.find("utf-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

}  // namespace

Terminal terminal(bool is_terminal, const std::function<const char*(const char*)>& variable) {
  const char* term = variable("TERM");
  const char* no_color = variable("NO_COLOR");
  const bool is_dumb = term == nullptr || std::string_view{term} == "dumb";
  const bool is_plain = no_color != nullptr && *no_color != '\0';  // https://no-color.org
  if (!is_terminal || is_dumb) return {};
  const char* wide = variable("COLUMNS");
  const std::size_t columns = std::clamp<std::size_t>(
      wide == nullptr ? 0 : std::strtoul(wide, nullptr, 10), columns_max, 400);
  if (is_plain) return {.clears = true, .columns = columns};
  return {
      .unicode = locale_has_unicode(variable), .colour = true, .clears = true, .columns = columns};
}

std::size_t columns(const std::string& text) {
  return std::ranges::count_if(text, begins_character);
}

std::string wrapped(const std::string& text, std::size_t indent) {
  const std::string blanks(indent, ' ');
  std::istringstream words{text};
  std::string lines = blanks;
  std::size_t at = indent;
  bool is_first = true;
  for (std::string word; words >> word; at += columns(word), is_first = false) {
    const bool fits = at + 1 + columns(word) <= columns_max;
    if (!is_first) lines += fits ? " " : '\n' + blanks;
    if (!is_first) at = fits ? at + 1 : indent;
    lines += word;
  }
  return lines;
}

std::string padded(const std::string& text, std::size_t wide) {
  if (columns(text) <= wide) return text + std::string(wide - columns(text), ' ');
  std::string cut;
  for (const char c : text) {
    if (begins_character(c) && columns(cut) + 2 == wide) break;
    cut += c;
  }
  return cut + "..";
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (int at = int(text.size()) - 3; at > 0; at -= 3) text.insert(std::size_t(at), ",");
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace workshop
