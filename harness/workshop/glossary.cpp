#include "workshop/glossary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "results/json_file.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

/// Normalises a term: "Lost_Update " -> "lost update".
std::string plain(const std::string& term) {
  std::string spaced;
  for (const unsigned char c : term)
    spaced += c == '-' || c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  std::istringstream words{spaced};
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Returns the singular: "outboxes", "queues" -> "outbox", "queue". Other words are unchanged.
std::string singular(const std::string& term) {
  for (const char* ending : {"xes", "ches", "shes"})
    if (term.ends_with(ending)) return term.substr(0, term.size() - 2);
  if (term.ends_with("ies")) return term.substr(0, term.size() - 3) + "y";
  return term.ends_with('s') && !term.ends_with("ss") ? term.substr(0, term.size() - 1) : term;
}

std::set<std::string> words_of(const std::string& term) {
  static const std::set<std::string> empty{"a",  "an", "and", "at",  "by", "for",  "in",  "is",
                                           "of", "on", "or",  "the", "to", "what", "with"};
  std::set<std::string> words;
  std::istringstream stream{plain(term)};
  for (std::string word; stream >> word;)
    if (!empty.contains(word)) words.insert(singular(word));
  return words;
}

/// True if `term` is a near word of the entry, or has a whole word of one of its names.
bool is_near(const Entry& entry, const std::string& term) {
  for (const std::string& word : entry.near)
    if (singular(plain(word)) == singular(term)) return true;
  const std::set<std::string> asked = words_of(term);
  return std::ranges::any_of(entry.names, [&](const std::string& name) {
    return std::ranges::any_of(words_of(name),
                               [&](const std::string& word) { return asked.contains(word); });
  });
}

std::string all_terms(const std::vector<Entry>& glossary, const std::string& command) {
  std::vector<std::string> names;
  for (const Entry& entry : glossary) names.push_back(entry.names[0]);
  return wrapped(joined(names)) + "\n\nOne of them: " + command + " TERM\n";
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
      glossary.push_back({.names = names_in(line.substr(3)), .text = ""});
    else if (!glossary.empty() && line.starts_with("Near: "))
      glossary.back().near = names_in(line.substr(6));
    else if (!glossary.empty() && !line.empty())
      glossary.back().text += (glossary.back().text.empty() ? "" : " ") + line;
  }
  if (glossary.empty()) throw results::BadInput{file.string() + ": has no entries \"## term\""};
  return glossary;
}

std::filesystem::path glossary_of(const std::filesystem::path& root) {
  return root / "harness" / "workshop" / "glossary.md";
}

std::string explain(const std::vector<Entry>& glossary, const std::string& term,
                    const std::string& command) {
  if (term.empty()) return all_terms(glossary, command);
  const std::string asked = plain(term);
  for (const auto& form : {plain, +[](const std::string& name) { return singular(plain(name)); }})
    for (const Entry& entry : glossary)
      for (const std::string& name : entry.names)
        if (form(name) == form(asked))
          return fmt::format("{}\n{}\n", joined(entry.names), wrapped(entry.text));
  std::vector<std::string> near;
  for (const Entry& entry : glossary)
    if (is_near(entry, asked)) near.push_back(entry.names[0]);
  throw BadUsage{
      near.empty()
          ? fmt::format("the glossary has no \"{}\"; what it has: {}", term, command)
          : fmt::format("the glossary has no \"{}\"; it has to do with: {}", term, joined(near))};
}

}  // namespace workshop
