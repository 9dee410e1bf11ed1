#include "answers/lines.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "results/json_file.hpp"

namespace answers {

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream{text};
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string read_text(const std::filesystem::path& file, const std::string& shown_as) {
  std::ifstream stream{file, std::ios::binary};
  if (!stream || is_directory(file)) {
    throw results::BadInput{fmt::format("{}: cannot be read", shown_as)};
  }
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  if (file.has_parent_path()) create_directories(file.parent_path());
  std::ofstream stream{file, std::ios::binary};
  stream << text;
  if (!stream.flush()) throw results::BadInput{file.string() + ": cannot be written"};
}

}  // namespace answers
