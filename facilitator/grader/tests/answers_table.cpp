// answers_table LIST RESULTS PROGRAM [OUT]: what came of the attacks and oddities, as `expect` has
// written it down in RESULTS. LIST names them, one in a line: test;file. An answer that has not
// been graded, or not as it is now, or not by PROGRAM as it is now, is a failure.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/answer.hpp"
#include "tests/left_behind.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// In a word, what has stopped an answer that came to that.
std::string stopped_by(const std::string& verdict, int total, const std::string& sentence) {
  const auto says = [&](const char* words) { return sentence.find(words) != std::string::npos; };
  if (verdict == "PASS") return "nothing";
  if (verdict == "NOT_BUILT" && says("does not compile")) return "compiling in a box";
  if (verdict == "NOT_BUILT" && says("does not link")) return "linking with our host only";
  if (verdict == "NOT_BUILT") return "looking at its symbols";
  if (verdict == "LIMIT") return "a limit";
  if (verdict == "NONDETERMINISTIC") return "asking a cold process, and live";
  if (verdict == "CRASHED" && says("asked the system")) return "the filter of system calls";
  if (verdict == "CRASHED" && says("spoke for itself")) return "the strict protocol";
  if (verdict == "CRASHED") return "no reply counts as none";
  return total == 0 ? "no test in its reach" : "nothing: what it does right counts";
}

struct Table {
  std::string text;
  int missing = 0, skipped = 0;

  void complain(const std::string& test, const char* what) {
    text += fmt::format("  {:<48} {}\n", test, what);
    ++missing;
  }
  void add(const std::string& test, const fs::path& answer, const fs::path& results,
           fs::file_time_type since) {
    const fs::path file = results / (test + ".json");
    if (!fs::exists(file)) return complain(test, "HAS NOT RUN");
    const Json result = Json::parse(file_text(file), nullptr, false);
    if (result.is_discarded() || result.at("fingerprint") != fingerprint(file_text(answer)) ||
        fs::last_write_time(file) < since)
      return complain(test, "HAS RUN WITH SOMETHING OLDER");
    if (result.at("ran") == "skipped") {
      text += fmt::format("  {:<48} skipped\n", test);
      ++skipped;
      return;
    }
    const int total = result.at("points").get<int>() + result.at("bonus").get<int>();
    const std::string verdict = result.at("verdict");
    const bool is_attack = test.find(".attacks.") != std::string::npos;
    const std::string by = is_attack ? stopped_by(verdict, total, result.at("sentence")) : "";
    const bool is_as_it_must_be = result.at("complaints").empty();
    text += fmt::format("  {:<48} {:<35} {:<16} {:>3}{}\n", test.substr(test.find('.') + 1), by,
                        verdict, total, is_as_it_must_be ? "" : "  NOT AS IT MUST BE");
  }
};

int print(const fs::path& list, const fs::path& results, const fs::path& program,
          const fs::path& out) {
  std::map<std::string, std::string> answers;
  for (const std::string& line : split(file_text(list), '\n'))
    if (const std::size_t at = line.find(';'); at != std::string::npos)
      answers[line.substr(0, at)] = line.substr(at + 1);
  Table table;
  table.text = fmt::format("  {:<48} {:<35} {:<16} {}\n", "what was handed in", "what stopped it",
                           "verdict", "points");
  const fs::file_time_type since = fs::last_write_time(program);
  for (const auto& [test, answer] : answers) table.add(test, answer, results, since);
  if (answers.empty()) table.complain("no answers", "ARE LISTED");
  fmt::print("{}", table.text);
  if (!out.empty()) std::ofstream{out} << table.text;
  return table.missing > 0 ? 1 : table.skipped > 0 ? 77 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4 && count != 5) return 2;
  try {
    return print(arguments[1], arguments[2], arguments[3], count == 5 ? arguments[4] : "");
  } catch (const std::exception& error) {
    fmt::print("{}\n", error.what());
    return 2;
  }
}
