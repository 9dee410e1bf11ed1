#include "workshop/glossary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <numeric>
#include <sstream>
#include <utility>

#include "table/json_file.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

/// "Lost_Update " -> "lost update"
std::string plain(const std::string& term) {
  std::string spaced;
  for (const unsigned char c : term)
    spaced += c == '-' || c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  std::istringstream words{spaced};
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Levenshtein's: how many letters to insert, delete or replace.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

/// A word that is part of the other counts as near as two wrong letters.
std::size_t distance_to(const Entry& entry, const std::string& term) {
  std::size_t nearest = std::string::npos;
  for (const std::string& name : entry.names) {
    const std::string known = plain(name);
    const bool has = term.size() >= 3 && known.find(term) != std::string::npos;
    const bool is_had = known.size() >= 3 && term.find(known) != std::string::npos;
    const std::size_t letters = distance(known, term);
    nearest = std::min(nearest, has || is_had ? std::min<std::size_t>(letters, 2) : letters);
  }
  return nearest;
}

std::vector<std::string> nearest(const std::vector<Entry>& glossary, const std::string& term) {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const Entry& entry : glossary) found.push_back({distance_to(entry, term), entry.names[0]});
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, std::string>::first);
  std::vector<std::string> names;
  for (const auto& [letters, name] : found) {
    const bool is_near = names.empty() || letters <= std::max<std::size_t>(2, term.size() / 3);
    if (names.size() < 3 && is_near) names.push_back(name);
  }
  return names;
}

std::string all_terms(const std::vector<Entry>& glossary) {
  std::vector<std::string> names;
  for (const Entry& entry : glossary) names.push_back(entry.names[0]);
  return wrapped(joined(names)) + "\n\nOne of them: workshop explain TERM\n";
}

std::vector<std::string> names_in(const std::string& heading) {
  std::vector<std::string> names;
  std::istringstream stream{heading};
  for (std::string name; std::getline(stream >> std::ws, name, ',');) names.push_back(name);
  return names;
}

}  // namespace

std::vector<Entry> read_glossary(const std::filesystem::path& file) {
  std::ifstream stream{file};
  std::vector<Entry> glossary;
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.starts_with("## "))
      glossary.push_back({names_in(line.substr(3)), ""});
    else if (!glossary.empty() && !line.empty())
      glossary.back().text += (glossary.back().text.empty() ? "" : " ") + line;
  }
  if (glossary.empty()) throw table::BadInput{file.string() + ": has no entries \"## term\""};
  return glossary;
}

std::filesystem::path glossary_of(const std::filesystem::path& root) {
  return root / "harness" / "workshop" / "glossary.md";
}

std::string explain(const std::vector<Entry>& glossary, const std::string& term) {
  if (term.empty()) return all_terms(glossary);
  const std::string asked = plain(term);
  for (const Entry& entry : glossary)
    for (const std::string& name : entry.names)
      if (plain(name) == asked)
        return fmt::format("{}\n{}\n", joined(entry.names), wrapped(entry.text));
  throw BadUsage{fmt::format("the glossary has no \"{}\"; the nearest are: {}", term,
                             joined(nearest(glossary, asked)))};
}

}  // namespace workshop
