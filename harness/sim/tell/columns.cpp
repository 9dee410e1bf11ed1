#include "sim/tell/columns.hpp"

#include <algorithm>

namespace sim {

std::size_t columns(std::string_view text) {
  return std::size_t(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t bytes_of(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((text[at] & 0xC0) != 0x80 && used++ == width) return at;
  return text.size();
}

std::string cut(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return text;
  if (width == 0) return "";
  return text.substr(0, bytes_of(text, width - 1)) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::string shorter = cut(text, width);
  return shorter + std::string(width - columns(shorter), ' ');
}

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts{""};
  for (char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace

std::string wrapped(const std::string& text, const std::string& first, const std::string& next,
                    std::size_t width) {
  std::string lines, line = first;
  const auto end_line = [&] {
    line.erase(line.find_last_not_of(' ') + 1);
    lines += line + "\n";
    line = next;
  };
  for (const std::string& paragraph : split(text, '\n')) {
    for (std::string word : split(paragraph, ' ')) {
      if (columns(line + word) > width && columns(line) > columns(next)) end_line();
      while (columns(line + word) > width) {
        const std::size_t fits = bytes_of(word, width - columns(line));
        line += word.substr(0, fits);
        word.erase(0, fits);
        end_line();
      }
      line += word + " ";
    }
    end_line();
  }
  return lines;
}

}  // namespace sim
