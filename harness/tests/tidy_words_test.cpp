#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>
#include <regex>

#include "tests/source_files.hpp"

/// Plain English in comments, messages, scripts and documents.
namespace {

using tidy::Line, tidy::SourceFile;
using Complaints = std::vector<std::string>;

/// True for stories, tests and notes of an activity and for slides, which keep their voice, for
/// documents that are generated from them, and for the file with the list of words itself.
bool is_excepted(const SourceFile& file) {
  static const std::regex story{
      R"(exercises/\d\d_.*(\.md|_test\.[ch]pp)|solutions/\d\d_.*\.md|facilitator/\d\d_.*|)"
      R"(facilitator/(agenda|shared_notes)-[\w-]+\.md|)"
      R"(facilitator/(answer_keys|debrief_prompts|mapping)\.md|)"
      R"(slides/decks/.*|.*/tidy_words_test\.cpp)"};
  return std::regex_match(file.path, story);
}

/// True for the hint of a house rule, which has the voice of hints, and for the numbered tasks of a
/// skeleton.
bool has_a_voice(const SourceFile& file, const Line& line) {
  static const std::regex task{std::string{R"(^\s*//( TO)"} + R"(DO|         ).*)"};
  if (file.path == "harness/sim/tell/outcome.cpp")
    return line.text.find("Whoever receives both believes") != std::string::npos;
  return file.path.starts_with("exercises/") && std::regex_match(line.text, task);
}

std::vector<SourceFile> texts() {
  std::vector<SourceFile> all{tidy::file_at("README.md"), tidy::file_at("CMakeLists.txt")};
  for (const char* folder :
       {"harness", "exercises", "solutions", "facilitator", "slides", ".ci", ".github"}) {
    std::ranges::move(tidy::files_in(folder, {".cpp", ".hpp", ".ts", ".tsx", ".mjs", ".cmake",
                                              ".sh", ".md", ".yml", "CMakeLists.txt", "run"}),
                      std::back_inserter(all));
  }
  std::erase_if(all, is_excepted);
  return all;
}

/// Returns the text of a line without its comment mark.
std::string without_mark(const std::string& line) {
  static const std::regex mark{R"(^\s*(///?<?|#|\*|/\*\*)?\s*)"};
  return std::regex_replace(line, mark, "", std::regex_constants::format_first_only);
}

/// Returns the lines of `file` with a match of `pattern`, which may continue in the next line.
Complaints matches(const SourceFile& file, const std::regex& pattern) {
  Complaints found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const Line& line = file.lines[i];
    if (has_a_voice(file, line)) continue;
    const bool is_last = i + 1 == file.lines.size();
    const std::string text =
        line.text + (is_last ? "" : " " + without_mark(file.lines[i + 1].text));
    std::smatch match;
    if (std::regex_search(text, match, pattern) &&
        match.position() < std::ptrdiff_t(line.text.size()))
      found.push_back(file.at(line) + ": \"" + match.str() + "\" in: " + line.text);
  }
  return found;
}

TEST(PlainEnglish, UsesNoneOfTheseWords) {
  const std::regex words{
      R"(\b(comes to|becomes of|tells of|says of|in words|of ours|somebody|nobody|whoever|anew|)"
      R"(lest|thrice)\b)",
      std::regex::icase};
  Complaints complaints;
  for (const SourceFile& file : texts())
    std::ranges::move(matches(file, words), std::back_inserter(complaints));
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(PlainEnglish, BeginsADocCommentWithANounOrAVerb) {
  const std::regex mark{R"(^\s*(///|/\*\*))"};
  const std::regex question{R"((^\s*(///|/\*\*)|///<) *(what|who|whoever|whether|how)\b)",
                            std::regex::icase};
  Complaints complaints;
  for (const SourceFile& file : texts()) {
    bool continues = false;
    for (const Line& line : file.lines) {
      if (!continues && std::regex_search(line.text, question))
        complaints.push_back(file.at(line) + ": " + line.text);
      continues = std::regex_search(line.text, mark);
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(PlainEnglish, IsCheckedAcrossTheEndOfALine) {
  const SourceFile file{"a.hpp", {{1, "/// The sum that"}, {2, "/// comes"}, {3, "/// to 5."}}};
  EXPECT_THAT(matches(file, std::regex{"comes to"}),
              testing::ElementsAre("a.hpp:2: \"comes to\" in: /// comes"));
}

}  // namespace
