#include "answers/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

#include "results/json_file.hpp"

namespace answers {
namespace {

/// Known fields: those of a wrong answer, then those of the answers that tests of the kit or of the
/// grader hand in, then the field of an edit.
const std::vector<std::string> known{"Mistake", "Finding", "Rejected by", "Hint",
                                     "Visible", "Attack",  "Oddity",      "Must",
                                     "At most", "Says",    "Base"};
const std::string repeatable = "Says";

/// Returns the field that begins with `words`; nullopt: they continue the field above.
std::optional<Header::Field> field_in(const std::string& words) {
  static const std::regex begin{R"(([A-Z][a-z]*(?: [a-z]+)?)(?: (\d+))?:(?: (.*))?)"};
  std::smatch match;
  if (!std::regex_match(words, match, begin)) return std::nullopt;
  return Header::Field{match[1], match[2], match[3]};
}

}  // namespace

std::string squeezed(const std::string& text) {
  std::istringstream stream{text};
  std::string all;
  for (std::string word; stream >> word;) all += (all.empty() ? "" : " ") + word;
  return all;
}

bool Header::has(const std::string& name) const {
  return std::ranges::count(fields, name, &Field::name) > 0;
}

std::string Header::text(const std::string& name) const {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? "" : found->text;
}

std::string Header::needed(const std::string& name) const {
  if (has(name)) return text(name);
  throw results::BadInput{
      fmt::format("{}: must begin with a comment that has a line \"// {}: …\"", file, name)};
}

std::vector<std::string> Header::texts(const std::string& name) const {
  std::vector<std::string> all;
  for (const Field& field : fields)
    if (field.name == name) all.push_back(field.text);
  return all;
}

Header read_header(const Lines& answer, const std::string& shown_as) {
  Header header{.file = shown_as, .lines = {}, .fields = {}};
  std::string unknown;
  for (const std::string& line : answer) {
    if (!line.starts_with("//")) break;
    header.lines.push_back(line);
    const std::string place = fmt::format("{}:{}", shown_as, header.lines.size());
    const std::string words = squeezed(line.substr(2));
    std::optional<Header::Field> field = field_in(words);
    if (!field) {
      if (header.fields.empty()) continue;
      Header::Field& last = header.fields.back();
      last.text = squeezed(last.text + " " + words);
    } else if (std::ranges::count(known, field->name) == 0) {
      if (unknown.empty())
        unknown = fmt::format("{}: unknown field \"{}\"; known fields: {}", place, field->name,
                              fmt::join(known, ", "));
    } else if (field->name != repeatable && header.has(field->name)) {
      throw results::BadInput{
          fmt::format("{}: a second field \"{}\"; write it once", place, field->name)};
    } else {
      header.fields.push_back(*std::move(field));
    }
  }
  if (header.fields.empty()) return {.file = shown_as, .lines = {}, .fields = {}};
  if (!unknown.empty()) throw results::BadInput{unknown};
  for (const Header::Field& field : header.fields) {
    if (field.text.empty()) {
      throw results::BadInput{fmt::format("{}: the field \"{}\" is empty", shown_as, field.name)};
    }
  }
  return header;
}

}  // namespace answers
