#include "tests/answer.hpp"

namespace {

void replace(std::string& text, const std::string& mark, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
    text.replace(at, mark.size(), by);
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

std::string filled_in(std::string text, const Places& places) {
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
