#include "pack/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "answers/lines.hpp"

namespace facilitator {
namespace {

namespace fs = std::filesystem;
using Complaints = std::vector<std::string>;

std::set<std::string> all_of(const std::string& text, const std::regex& pattern) {
  std::set<std::string> all;
  for (std::sregex_iterator it{text.begin(), text.end(), pattern}, end; it != end; ++it)
    all.insert((*it)[1]);
  return all;
}

/// Returns the names of all tests of an activity, such as "duplicate.paid_twice".
std::set<std::string> tests_of(const fs::path& root, const std::string& folder) {
  static const std::regex test{R"(\bTEST\((\w+, \w+)\))"};
  std::set<std::string> tests;
  for (const char* tree : {"exercises/", "facilitator/"}) {
    for (const auto& entry : fs::directory_iterator{root / (tree + folder)}) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = answers::read_text(entry.path(), entry.path().string());
      for (const std::string& name : all_of(text, test))
        tests.insert(std::regex_replace(name, std::regex{", "}, "."));
    }
  }
  return tests;
}

void add_broken_links(const fs::path& file, const std::string& text, Complaints& complaints) {
  static const std::regex link{R"(\]\(([^)#\s]+)[^)]*\))"};
  for (const std::string& target : all_of(text, link))
    if (!target.starts_with("http") && !exists(file.parent_path() / target))
      complaints.push_back(fmt::format("facilitator/{}: the link to {} leads nowhere",
                                       file.filename().string(), target));
}

void add_unknown_tests(const Sources& sources, const fs::path& file, const std::string& text,
                       Complaints& complaints) {
  static const std::regex name{R"(\b(\d\d\.[a-z]+\.[a-z]\w+)\b)"};
  for (const std::string& test : all_of(text, name)) {
    const auto activity =
        std::ranges::find(sources.activities, test.substr(0, 2), &ActivityNotes::number);
    if (activity == sources.activities.end() ||
        !tests_of(sources.root, activity->folder).contains(test.substr(3)))
      complaints.push_back(
          fmt::format("facilitator/{}: there is no test {}", file.filename().string(), test));
  }
}

/// Adds patterns of tests that match none, `03.*` or `03.timeout.*`.
void add_unmatched_patterns(const Sources& sources, const fs::path& file, const std::string& text,
                            Complaints& complaints) {
  static const std::regex pattern{R"(`(\d\d\.(?:[a-z]+\.)?)\*`)"};
  const auto tests = [&](const std::string& number) {
    const auto activity = std::ranges::find(sources.activities, number, &ActivityNotes::number);
    return activity == sources.activities.end() ? std::set<std::string>{}
                                                : tests_of(sources.root, activity->folder);
  };
  for (const std::string& begin : all_of(text, pattern))
    if (std::ranges::none_of(tests(begin.substr(0, 2)), [&](const std::string& test) {
          return test.starts_with(begin.substr(3));
        }))
      complaints.push_back(
          fmt::format("facilitator/{}: no test matches {}*", file.filename().string(), begin));
}

}  // namespace

Complaints broken_references(const Sources& sources) {
  const fs::path folder = sources.root / "facilitator";
  Complaints complaints;
  for (const auto& entry : fs::directory_iterator{folder}) {
    const fs::path& file = entry.path();
    // why.md is generated into the answer keys with links from its own folder
    if (file.extension() != ".md" || file.filename() == "answer_keys.md") continue;
    const std::string text = answers::read_text(file, file.string());
    add_broken_links(file, text, complaints);
    if (file.filename() == "grading.md") continue;
    add_unknown_tests(sources, file, text, complaints);
    add_unmatched_patterns(sources, file, text, complaints);
  }
  const std::string demos = answers::read_text(folder / "demos.md", "facilitator/demos.md");
  for (const Agenda& agenda : sources.agendas)
    for (const Row& row : agenda.rows)
      if (!row.demo.empty() && demos.find("\n## " + row.demo + "\n") == std::string::npos)
        complaints.push_back(fmt::format("facilitator/demos.md: has no demo \"{}\"", row.demo));
  return complaints;
}

}  // namespace facilitator
