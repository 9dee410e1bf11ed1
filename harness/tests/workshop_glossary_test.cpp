#include <gmock/gmock.h>

#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "checkout.hpp"
#include "results/activity.hpp"
#include "results/json_file.hpp"
#include "sim/model/budget.hpp"
#include "source_files.hpp"
#include "workshop/glossary.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace {

using testing::AllOf, testing::HasSubstr, testing::StartsWith;

const std::vector<workshop::Entry> small{{{"dead letter queue", "DLQ"}, "Where it goes.", {}},
                                         {{"outbox"}, "Written first.", {"dual write", "relay"}},
                                         {{"order"}, "One after the other.", {}}};

constexpr auto command = "workshop explain";
std::string explain(const std::vector<workshop::Entry>& glossary, const std::string& term) {
  return workshop::explain(glossary, term, command);
}

std::vector<workshop::Entry> ours() {
  return workshop::read_glossary(workshop::glossary_of(tidy::root()));
}

/// Message on an unknown term.
std::string complaint_of(const std::string& term) {
  try {
    return "no complaint: " + explain(small, term);
  } catch (const workshop::BadUsage& bad) {
    return bad.what();
  }
}

TEST(Explain, FindsATermByAnyOfItsNamesHoweverItIsWritten) {
  const std::string text = "dead letter queue, DLQ\nWhere it goes.\n";
  for (const char* term : {"dead letter queue", "dead-letter-queue", "Dead_Letter  Queue", "dlq",
                           "dead letter queues", "DLQs"})
    EXPECT_EQ(explain(small, term), text) << term;
}

TEST(Explain, ListsTheTermsWithoutOne) {
  EXPECT_THAT(explain(small, ""), StartsWith("dead letter queue, outbox, order\n"));
}

TEST(Explain, SuggestsWhatHasToDoWithATermOrNothing) {
  EXPECT_EQ(complaint_of("dual writes"),
            "the glossary has no \"dual writes\"; it has to do with: outbox");
  EXPECT_THAT(complaint_of("queue"), HasSubstr("to do with: dead letter queue"));
  EXPECT_THAT(complaint_of("the order of them"), HasSubstr("to do with: order"));
  for (const char* other : {"odder", "inbox", "the", "boarder", "?"})
    EXPECT_EQ(complaint_of(other),
              std::string{"the glossary has no \""} + other + "\"; what it has: workshop explain");
}

TEST(Explain, LeadsFromOtherWordsToOurs) {
  const std::map<std::string, std::string> meant{
      {"mutex", "fencing token"},
      {"retry", "backoff"},
      {"rollback", "saga"},
      {"cron", "sweep"},
      {"race condition", "concurrency, late, lost update"},
      {"async", "coroutine"},
      {"etag", "conditional write"},
      {"thread", "concurrency"},
      {"item", "row"},
      {"out of order", "reorder"},
      {"coverage", "world"},
      {"busy", "throttled"}};
  for (const auto& [word, term] : meant) {
    try {
      ADD_FAILURE() << word << ": " << explain(ours(), word);
    } catch (const workshop::BadUsage& bad) {
      EXPECT_THAT(bad.what(), HasSubstr(term)) << word;
    }
  }
}

TEST(Glossary, IsReadFromHeadingsAndParagraphs) {
  const Checkout kit;
  kit.write("glossary.md",
            "# Words\nnot of an entry\n## a, A b\r\nNear: d, e f\r\none\ntwo\r\n\n## c\nthree\n");
  const auto glossary = workshop::read_glossary(kit / "glossary.md");
  ASSERT_EQ(glossary.size(), 2u);
  EXPECT_THAT(glossary[0].names, testing::ElementsAre("a", "A b"));
  EXPECT_EQ(glossary[0].text, "one two");
  EXPECT_THAT(glossary[0].near, testing::ElementsAre("d", "e f"));
  EXPECT_EQ(glossary[1].text, "three");
}

TEST(Glossary, MustNotBeMissing) {
  EXPECT_THROW((void)workshop::read_glossary("/there/is/none"), results::BadInput);
}

TEST(Glossary, HasEveryFamilyOfATest) {
  std::set<std::string> families;
  // [T]: otherwise CTest would take this for a test
  const std::regex test{R"(^TES[T](_F)?\((\w+), )"};
  for (const std::string& activity : tidy::activities()) {
    const std::string suite = results::read_activity(tidy::root(), activity).suite;
    for (const char* tree : {"exercises/", "facilitator/"})
      for (const tidy::SourceFile& file : tidy::files_in(tree + activity, {".cpp"})) {
        if (!suite.empty() && file.path.ends_with("/" + suite)) continue;  // tests of participants
        for (const tidy::Line& line : file.lines) {
          std::smatch match;
          if (std::regex_search(line.text, match, test)) families.insert(match[2]);
        }
      }
  }
  ASSERT_TRUE(families.contains("order"));
  const auto glossary = ours();
  for (const std::string& family : families)
    EXPECT_THAT(explain(glossary, family), HasSubstr("family of tests")) << family;
}

/// Returns the words that the kit prints: names of faults, results, families and ports, and terms
/// in the texts around them.
std::set<std::string> words_that_are_printed() {
  std::set<std::string> words{"schedule", "fault",  "turn",  "step",       "deliver",  "delivery",
                              "outcome",  "world",  "story", "essence",    "rule",     "hint",
                              "family",   "bonus",  "calm",  "replay",     "token",    "coroutine",
                              "port",     "timer",  "sweep", "race",       "eventual", "strong",
                              "event",    "fact",   "row",   "version",    "absent",   "present",
                              "visible",  "hidden", "late",  "transaction"};
  for (const std::string_view name : sim::fault_names) words.insert(std::string{name});
  // results are enumerators of harness/eda
  for (const auto& [file, name] : {std::pair{"harness/eda/store.hpp", "enum class Kind {"},
                                   std::pair{"harness/eda/bus.hpp", "enum class EntryResult {"},
                                   std::pair{"harness/eda/store.hpp", "enum class Read {"}}) {
    const std::string text = tidy::text_of(file);
    const std::size_t begin = text.find(name);
    EXPECT_NE(begin, text.npos) << file << " has no " << name;
    const std::string body = text.substr(begin, text.find('}', begin) - begin);
    const std::regex enumerator{R"(\n\s*(\w+),)"};
    for (std::sregex_iterator it{body.begin(), body.end(), enumerator}, end; it != end; ++it)
      words.insert((*it)[1]);
  }
  return words;
}

TEST(Glossary, HasEveryWordThatIsPrinted) {
  const auto glossary = ours();
  const std::set<std::string> words = words_that_are_printed();
  for (const char* sure : {"throttled", "unknown", "partial", "stale", "written", "accepted"})
    EXPECT_TRUE(words.contains(sure)) << sure;
  for (const std::string& word : words) EXPECT_NO_THROW((void)explain(glossary, word)) << word;
}

TEST(Glossary, KeepsTo120WordsAnd80Columns) {
  for (const workshop::Entry& entry : ours()) {
    std::istringstream words{entry.text};
    const auto count = std::distance(std::istream_iterator<std::string>{words}, {});
    EXPECT_GE(count, 20) << entry.names[0];
    EXPECT_LE(count, 120) << entry.names[0];
    std::istringstream text{explain(ours(), entry.names[0])};
    for (std::string line; std::getline(text, line);)
      EXPECT_LE(workshop::columns(line), 80u) << line;
  }
}

TEST(Glossary, HasNoTermTwice) {
  std::set<std::string> names;
  for (const workshop::Entry& entry : ours())
    for (const std::string& name : entry.names) EXPECT_TRUE(names.insert(name).second) << name;
}

/// Returns the terminal of an environment with those variables.
workshop::Terminal terminal(const std::map<std::string, const char*>& variables) {
  return workshop::terminal(true, [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second;
  });
}

TEST(Terminal, HasColourAndUnicodeInAUnicodeLocale) {
  const workshop::Terminal good = terminal({{"TERM", "xterm"}, {"LANG", "de_DE.UTF-8"}});
  EXPECT_TRUE(good.colour && good.unicode);
  EXPECT_TRUE(terminal({{"TERM", "xterm"}, {"LC_ALL", "C.utf8"}, {"LANG", "C"}}).unicode);
  EXPECT_TRUE(terminal({{"TERM", "xterm"}, {"LC_ALL", ""}, {"LANG", "C.UTF-8"}}).unicode);
  EXPECT_FALSE(terminal({{"TERM", "xterm"}, {"LC_ALL", "C"}, {"LANG", "en_GB.UTF-8"}}).unicode);
  EXPECT_FALSE(terminal({{"TERM", "xterm"}}).unicode);
}

TEST(Terminal, HasNeitherWhenToldOrWhenItIsNone) {
  for (const auto& [name, value] : {std::pair{"TERM", "dumb"}, std::pair{"NO_COLOR", "1"}}) {
    std::map<std::string, const char*> variables{{"TERM", "xterm"}, {"LANG", "C.UTF-8"}};
    EXPECT_TRUE(terminal(variables).colour);
    variables[name] = value;
    EXPECT_FALSE(terminal(variables).colour || terminal(variables).unicode) << name;
  }
  const auto set = [](const char*) { return "utf-8"; };
  EXPECT_FALSE(workshop::terminal(false, set).colour);
}

TEST(Text, IsCutOrFilledToItsColumns) {
  EXPECT_EQ(workshop::padded("■a", 4), "■a  ");
  EXPECT_EQ(workshop::padded("■abcd", 4), "■a..");
  EXPECT_EQ(workshop::padded("abcd", 4), "abcd");
}

}  // namespace
