#include "tests/answer.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>

#include "tests/left_behind.hpp"

namespace {

void replace(std::string& text, const std::string& mark, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
    text.replace(at, mark.size(), by);
}

/// The rest of the head after `word`; empty: the head does not have it.
std::string said_after(const std::string& text, const std::string& word) {
  const std::string line = head_of(text);
  const std::size_t at = line.find(word);
  return at == std::string::npos ? "" : line.substr(at + word.size());
}

}  // namespace

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts{""};
  for (const char c : text)
    if (c == by)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

std::string head_of(const std::string& text) {
  std::string head;
  for (const std::string& line : split(text, '\n')) {
    if (!line.starts_with("// ")) break;
    head += (head.empty() ? "" : " ") + line.substr(3);
  }
  return head;
}

std::string must_of(const std::string& text) {
  const std::string must = said_after(text, "Must: ");
  if (must.empty()) throw std::runtime_error{"its head does not say \"Must: …\""};
  return must;
}

int at_most_of(const std::string& text) {
  const std::string most = said_after(text, "At most: ");
  return most.empty() ? 0 : std::stoi(most);
}

std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return fmt::format("{:016x}", hash);
}

std::string filled_in(std::string text, const Places& places) {
  const std::string mark = "// @TEXT ";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) {
    const std::size_t end = text.find('@', at + mark.size());
    const std::string path = text.substr(at + mark.size(), end - at - mark.size());
    const std::string other = file_text(std::filesystem::path{places.root} / path);
    if (end == std::string::npos || other.empty()) throw std::runtime_error{"no text: " + path};
    text.replace(at, end + 1 - at, other);
    at += other.size();
  }
  const std::string again = "// @REPEAT ";
  if (const std::size_t at = text.find(again); at != std::string::npos) {
    const std::size_t end = text.find('@', at + again.size());
    const std::string line = text.substr(at + again.size(), end - at - again.size());
    std::string all;
    for (int i = 0; i < std::stoi(line); ++i) {
      all += line.substr(line.find(' ') + 1) + "\n";
      replace(all, "#", std::to_string(i));
    }
    text.replace(at, end + 1 - at, all);
  }
  replace(text, "@ROOT@", places.root);
  replace(text, "@OUTSIDE@", places.outside);
  replace(text, "@SHM@", places.shm);
  return text;
}
