#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "results/activity.hpp"
#include "tests/source_files.hpp"

/// Rules of style that a machine can check. Each test lists all breaches at once.
namespace {

using tidy::Include, tidy::Line, tidy::SourceFile;
using Complaints = std::vector<std::string>;

const std::vector<std::string> trees{"exercises", "solutions", "facilitator"};

std::vector<SourceFile> sources() {
  std::vector<SourceFile> all;
  for (const char* folder : {"harness", "exercises", "solutions", "facilitator"}) {
    std::ranges::move(tidy::files_in(folder, {".cpp", ".hpp", ".diff"}), std::back_inserter(all));
  }
  return all;
}

std::vector<SourceFile> scripts() {
  return tidy::files_in("harness", {".cmake", ".sh", "CMakeLists.txt"});
}

/// "sim/model/ports/table.hpp" -> "sim/model"; "eda/event.hpp" -> "eda"; what a port of
/// harness/ports has for answers or tests counts as one of theirs.
std::string part_of(const std::string& path) {
  static const std::regex of_a_port{R"(ports/\w+/(eda|tests)/.*)"};
  std::smatch match;
  if (std::regex_match(path, match, of_a_port)) return match[1];
  const std::size_t end = path.find('/');
  return path.substr(0, path.starts_with("sim/") ? path.find('/', end + 1) : end);
}

/// A test, what tests share, or an exhibit of a museum.
bool is_test(const SourceFile& file) {
  return file.path.ends_with("_test.cpp") || file.path.ends_with("_test.hpp") ||
         file.path.find("/museum/") != std::string::npos ||
         (file.path.starts_with("facilitator/") && file.path.find("/wrong/") == std::string::npos);
}
bool in(const SourceFile& file, const std::string& folder) {
  return file.path.starts_with(folder + "/");
}

std::string complaint(const SourceFile& file, const Line& line) {
  return file.at(line) + ": " + line.text;
}

std::size_t columns(const std::string& text) {
  return std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

/// "exercises/03_correlator/correlator.hpp" -> "03_correlator"; empty: no file of an activity.
std::string activity_of(const SourceFile& file) {
  static const std::regex path{R"(^(exercises|solutions|facilitator)/(\d\d_\w+)/.*)"};
  std::smatch match;
  return std::regex_match(file.path, match, path) ? match[2].str() : "";
}

bool is_wrong_suite(const SourceFile& file) {
  const std::string activity = activity_of(file);
  return in(file, "facilitator/" + activity + "/wrong") &&
         !results::read_activity(tidy::root(), activity).suite.empty();
}

/// True if an answer has code that is no suite of tests.
bool has_services(const std::string& activity) {
  return !results::read_activity(tidy::root(), activity).services.empty();
}

TEST(Includes, PointDownInTheHarness) {
  const std::map<std::string, std::set<std::string>> may_include{
      {"eda", {"eda"}},
      {"patterns", {"eda", "patterns"}},
      {"lint", {"eda", "lint"}},
      {"fixtures", {"eda", "patterns", "fixtures"}},
      {"sim/model", {"eda", "patterns", "sim/model", "port_list.hpp"}},
      {"ports", {"eda", "patterns", "sim/model", "ports"}},
      {"sim/learn", {"eda", "sim/model", "sim/learn"}},
      {"sim/search", {"eda", "sim/model", "sim/learn", "sim/search"}},
      {"sim/tell", {"eda", "sim/model", "sim/learn", "sim/search", "sim/tell"}},
      {"simulate",
       {"eda", "patterns", "sim/model", "sim/learn", "sim/search", "sim/tell", "simulate"}},
      {"real",
       {"eda", "patterns", "sim/model", "sim/learn", "sim/tell", "simulate", "check", "real"}},
      {"shell", {"shell"}},
      {"results", {"shell", "results"}},
      {"answers", {"results", "answers"}},
      {"workshop", {"eda", "lint", "results", "workshop"}},
      {"check",
       {"eda", "shell", "lint", "sim/model", "sim/learn", "sim/search", "sim/tell", "simulate",
        "check"}}};
  const std::string harness = "harness/";
  Complaints complaints;
  for (const SourceFile& file : tidy::files_in("harness", {".cpp", ".hpp"})) {
    const auto allowed = may_include.find(part_of(file.path.substr(harness.size())));
    if (allowed == may_include.end()) continue;
    for (const Include& include : tidy::includes_of(file)) {
      if (include.quoted && !allowed->second.contains(part_of(include.name)))
        complaints.push_back(complaint(file, include.line));
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Includes, OfGoogleTestAreInCheckAndInTestsOnly) {
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    if (in(file, "harness/check") || in(file, "harness/tests") || is_test(file)) continue;
    for (const Include& include : tidy::includes_of(file)) {
      const bool is_gtest =
          include.name.starts_with("gtest/") || include.name.starts_with("gmock/");
      if (is_gtest) complaints.push_back(complaint(file, include.line));
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Includes, OfAnAnswerAreItsHeaderTheVocabularyAndTheStandardLibrary) {
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    const std::string activity = activity_of(file);
    if (activity.empty() || is_test(file) || !has_services(activity)) continue;
    const std::string header = activity.substr(3) + ".hpp";
    for (const Include& include : tidy::includes_of(file)) {
      const bool own = include.name == header && file.extension() != ".hpp";
      const bool vocabulary = include.quoted && include.name.starts_with("eda/");
      if (!own && !vocabulary && !tidy::is_standard(include))
        complaints.push_back(complaint(file, include.line));
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Layout, KeepsTo100ColumnsAnd300LinesWithoutTabs) {
  Complaints complaints;
  for (const auto& files : {sources(), scripts()}) {
    for (const SourceFile& file : files) {
      if (file.lines.size() > 300) complaints.push_back(file.path + " has more than 300 lines");
      for (const Line& line : file.lines) {
        if (columns(line.text) > 100)
          complaints.push_back(file.at(line) + ": more than 100 columns");
        if (line.text.find('\t') != std::string::npos)
          complaints.push_back(file.at(line) + ": a tab");
      }
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Layout, GuardsEveryHeaderByPragmaOnce) {
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    if (file.extension() == ".hpp" &&
        (file.lines.empty() || file.lines[0].text != "#pragma once")) {
      complaints.push_back(file.path);
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Words, NobodyWaitsForTheRealClock) {
  const std::string verb = std::string{"sle"} + "ep";
  const std::regex waits{"\\bu?" + verb + "(_for|_until)?\\b"};
  // of the port Clock, in virtual time
  const std::regex of_the_port{"(Clock::|clock\\.|real_\\.|Task<> )" + verb + "\\b"};
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    if (is_wrong_suite(file)) continue;  // to wait is a mistake that a suite can make
    for (const Line& line : file.lines) {
      const std::string rest = std::regex_replace(line.text, of_the_port, "");
      if (std::regex_search(rest, waits)) complaints.push_back(complaint(file, line));
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Words, WorkIsLeftToDoInExercisesOnly) {
  const std::string mark = std::string{"TO"} + "DO";
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    if (in(file, "exercises") || file.path.ends_with("/short_form.diff")) continue;
    for (const Line& line : file.lines)
      if (line.text.find(mark) != std::string::npos) complaints.push_back(complaint(file, line));
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

// g++ makes an array with one element of it, clang a copy.
TEST(Words, JsonMembersAreInitialisedInParentheses) {
  const std::regex member{R"(\bJson (\w+_);)"};
  const auto stem = [](const SourceFile& file) {
    return file.path.substr(0, file.path.rfind('.'));
  };
  std::map<std::string, std::string> members;
  for (const SourceFile& file : sources())
    for (const Line& line : file.lines)
      if (std::smatch match; std::regex_search(line.text, match, member))
        members[stem(file)] += "|" + match[1].str();
  ASSERT_FALSE(members.empty());
  Complaints complaints;
  for (const SourceFile& file : sources()) {
    if (!members.contains(stem(file))) continue;
    const std::regex braces{"[:,] *(" + members.at(stem(file)).substr(1) + R"()\{[^,{}]+\})"};
    for (const Line& line : file.lines)
      if (std::regex_search(line.text, braces)) complaints.push_back(complaint(file, line));
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Activities, AreTheSameInAllTrees) {
  for (const std::string& tree : trees) {
    std::vector<std::string> numbered;
    for (const std::string& name : tidy::names_in(tree)) {
      if (std::regex_match(name, std::regex{R"(\d\d_\w+)"})) numbered.push_back(name);
    }
    EXPECT_EQ(numbered, tidy::activities()) << "in " << tree;
  }
}

TEST(Activities, AreComplete) {
  Complaints missing;
  for (const std::string& activity : tidy::activities()) {
    const std::string name = activity.substr(3), given = "exercises/" + activity + "/";
    std::vector<std::string> files{given + "README.md", given + "activity.json",
                                   given + name + "_test.cpp", "solutions/" + activity + "/why.md",
                                   "facilitator/" + activity + "/notes.md"};
    for (const std::string& file : results::read_activity(tidy::root(), activity).files) {
      files.insert(files.end(), {given + file, "solutions/" + activity + "/" + file});
    }
    if (has_services(activity)) files.push_back(given + name + ".hpp");
    for (const std::string& file : files) {
      if (!exists(tidy::root() / file)) missing.push_back(file);
    }
  }
  EXPECT_THAT(missing, testing::IsEmpty());
}

TEST(Activities, HaveTheFourFamiliesAndNoneOfAnotherName) {
  const std::set<std::string> known{"order",       "reorder", "duplicate", "timeout",
                                    "concurrency", "crash",   "failure",   "stale",
                                    "poison",      "lint",    "sim"};
  for (const std::string& activity : tidy::activities()) {
    std::set<std::string> families;
    for (const std::string& tree : trees) {
      for (const SourceFile& file : tidy::files_in(tree + "/" + activity, {".cpp"})) {
        const bool judges_answers = file.path.ends_with("_hidden_test.cpp") ||
                                    file.path.ends_with("/" + activity.substr(3) + "_test.cpp");
        if (!judges_answers) continue;  // the tests of a suite belong to no family
        for (const Line& line : file.lines) {
          std::smatch match;
          if (std::regex_search(line.text, match, std::regex{R"(^TEST\((\w+), )"}))
            families.insert(match[1]);
        }
      }
    }
    for (const char* family : {"order", "reorder", "duplicate", "timeout"}) {
      EXPECT_TRUE(families.contains(family)) << activity << " has no test of family " << family;
    }
    EXPECT_TRUE(std::ranges::includes(known, families))
        << activity << ": " << testing::PrintToString(families);
  }
}

TEST(Activities, ExploreInTheirVisibleTests) {
  Complaints complaints;
  for (const std::string& activity : tidy::activities()) {
    const std::string file = "exercises/" + activity + "/" + activity.substr(3) + "_test.cpp";
    if (has_services(activity) &&
        !std::regex_search(tidy::text_of(file),
                           std::regex{R"(\n[^/\n]*\b(every_outcome_of|always)\()"}))
      complaints.push_back(file + " calls neither every_outcome_of nor always");
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

}  // namespace
