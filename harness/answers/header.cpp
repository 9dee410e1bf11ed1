#include "answers/header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <regex>
#include <sstream>

#include "table/json_file.hpp"

namespace answers {
namespace {

/// The fields of a wrong answer, then those of an answer that a test of the kit or of the grader
/// hands in, then the field of an edit.
const std::vector<std::string> known{"Mistake", "Finding", "Rejected by", "Hint",
                                     "Visible", "Attack",  "Oddity",      "Must",
                                     "At most", "Says",    "Base"};
const std::string repeatable = "Says";

/// The field that `words` begin; none: they continue the field above. "Attack 39" is an Attack.
std::optional<Header::Field> field_in(const std::string& words, const std::string& place) {
  static const std::regex begin{R"(([A-Z][a-z]*(?: [a-z]+)?)( \d+)?:(?: (.*))?)"};
  std::smatch match;
  if (!std::regex_match(words, match, begin)) return std::nullopt;
  if (std::ranges::count(known, match[1].str()) == 0) {
    throw table::BadInput{fmt::format("{}: unknown field \"{}\"; known fields: {}", place,
                                      match[1].str(), fmt::join(known, ", "))};
  }
  return Header::Field{match[1], match[3]};
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
  throw table::BadInput{
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
  for (const std::string& line : answer) {
    if (!line.starts_with("//")) break;
    const std::string place = fmt::format("{}:{}", shown_as, header.lines.size() + 1);
    header.lines.push_back(line);
    const std::string words = squeezed(line.substr(2));
    if (std::optional<Header::Field> field = field_in(words, place)) {
      if (field->name != repeatable && header.has(field->name)) {
        throw table::BadInput{
            fmt::format("{}: a second field \"{}\"; write it once", place, field->name)};
      }
      header.fields.push_back(*std::move(field));
    } else if (!header.fields.empty()) {
      Header::Field& last = header.fields.back();
      last.text = squeezed(last.text + " " + words);
    }
  }
  for (const Header::Field& field : header.fields) {
    if (field.text.empty()) {
      throw table::BadInput{fmt::format("{}: the field \"{}\" is empty", shown_as, field.name)};
    }
  }
  return header;
}

}  // namespace answers
