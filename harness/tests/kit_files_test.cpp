#include <gmock/gmock.h>

#include <regex>
#include <sstream>

#include "tests/source_files.hpp"

/// Files of the kit that no compiler reads: scripts, attributes, instructions.
namespace {

using testing::HasSubstr, testing::Not;

std::vector<tidy::SourceFile> text_files() {
  std::vector<tidy::SourceFile> all;
  for (const char* folder :
       {"harness", "exercises", "solutions", "facilitator", ".github", ".devcontainer", ".ci"})
    for (tidy::SourceFile& file :
         tidy::files_in(folder, {".md", ".yml", ".json", ".sh", ".cmake", ".cpp", ".hpp", ".in",
                                 "CMakeLists.txt", "Dockerfile", "run"}))
      all.push_back(std::move(file));
  return all;
}

// A line that ends in the mark is not in the archive. What it continues must not be there either.
TEST(Readme, LeavesNoHalfSentenceInTheArchive) {
  const std::string mark = " <!-- kit -->";
  std::string before;
  std::istringstream lines{tidy::text_of("README.md")};
  for (std::string line; std::getline(lines, line); before = line)
    if (line.ends_with(mark) && line.starts_with("  "))
      EXPECT_TRUE(before.ends_with(mark)) << before << '\n' << line;
}

TEST(Setup, IsNeverCalledBySudo) {
  const std::regex by_sudo{std::string{"su"} + "do [^ ]*harness/setup"};
  EXPECT_FALSE(std::regex_search(tidy::text_of("README.md"), by_sudo));
  for (const tidy::SourceFile& file : text_files())
    for (const tidy::Line& line : file.lines)
      EXPECT_FALSE(std::regex_search(line.text, by_sudo)) << file.at(line);
}

TEST(LineEnds, AreTheSameOnEverySystem) {
  EXPECT_THAT(tidy::text_of(".gitattributes"), HasSubstr("\n* text=auto eol=lf\n"));
  for (const tidy::SourceFile& file : text_files())
    for (const tidy::Line& line : file.lines)
      ASSERT_THAT(line.text, Not(testing::EndsWith("\r"))) << file.at(line);
}

TEST(Tests, HaveNoLimitByTheClockOnTheWall) {
  const std::regex limit{R"(PROPERTIES\b[^)]*\bTIMEOUT (?!\$\{no_time_limit\}))"};
  for (const tidy::SourceFile& file : tidy::files_in("harness", {".cmake", "CMakeLists.txt"}))
    EXPECT_FALSE(std::regex_search(tidy::text_of(file.path), limit)) << file.path;
}

TEST(Tests, OfActivitiesAreNeitherDisabledNorSkipped) {
  const std::regex left_out{std::string{"\\bDIS"} + "ABLED_|\\bGTEST_" + "SKIP\\b"};
  for (const std::string& activity : tidy::activities())
    for (const char* tree : {"exercises/", "facilitator/"})
      for (const tidy::SourceFile& file : tidy::files_in(tree + activity, {".cpp", ".hpp"}))
        for (const tidy::Line& line : file.lines)
          EXPECT_FALSE(std::regex_search(line.text, left_out)) << file.at(line);
}

}  // namespace
