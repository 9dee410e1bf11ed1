// expect --grade=PROGRAM --root=FOLDER --activity=NN_name --full=110 [--must=PASS|… --total-min=N
//   --total-max=N --result=FILE --catalogue=FILE --entry=NAME] ANSWER [-- more for grade]
// Grades an answer and says whether what came of it is what must come of it, and whether it left
// the machine as it was. Without --must, the comment that the answer begins with says it: "//
// Attack 1: … Must: …", and, if it may be worth something, "At most: 20". In an answer, @ROOT@
// stands for the kit's folder, @OUTSIDE@ and @SHM@ for folders that everybody may write to, and
// @TEXT path@ for a file of the kit: an attack may sit on top of a right answer, or of a wrong one.
// See answer.hpp. With --catalogue, the answer must be in it as the grader finds it: by its name,
// or as `skeleton`.

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "tests/answer.hpp"
#include "tests/left_behind.hpp"
#include "tests/machine.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Complaints = std::vector<std::string>;
constexpr int skipped = 77;  ///< as CMakeLists.txt says

/// In `scratch`, a folder in which the grader works, so that we see what is left. Whoever runs in a
/// box is somebody else.
fs::path temporary_in(const Scratch& scratch) {
  fs::create_directory(scratch / "tmp");
  fs::permissions(scratch.folder, fs::perms{0755});
  fs::permissions(scratch / "tmp", fs::perms{0755});
  return scratch / "tmp";
}

struct Ran {
  int status = 0;
  std::string said;
};

Ran run(std::vector<std::string> words, const fs::path& temporary) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe(ends) != 0) return {.status = 127};
  const pid_t child = fork();
  if (child == 0) {
    setenv("TMPDIR", temporary.c_str(), 1);
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    close(ends[0]);
    close(ends[1]);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(ends[1]);
  Ran ran;
  std::array<char, 65536> piece;
  for (ssize_t got = 0; (got = read(ends[0], piece.data(), piece.size())) > 0;)
    ran.said.append(piece.data(), std::size_t(got));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return ran;
}

/// A terminal would obey these.
bool shows_controls(const std::string& text) {
  return std::ranges::any_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
  });
}

/// How many verdicts whoever reads `text` would find in it.
std::ptrdiff_t reports_in(const std::string& text, const std::string& folder) {
  return std::ranges::count_if(split(text, '\n'), [&](const std::string& line) {
    return line.starts_with(folder + "  ") || line.starts_with("  Points: ");
  });
}

/// Lines of hidden tests and of solutions that a compiler has shown to whoever is graded.
Complaints secrets_in(const std::string& details, const std::string& answer, const fs::path& root,
                      const std::string& folder) {
  constexpr std::size_t tells_much = 40;
  Complaints found;
  for (const char* part : {"facilitator", "solutions"})
    for (const auto& file : fs::recursive_directory_iterator{root / part / folder}) {
      if (!file.is_regular_file()) continue;
      for (const std::string& line : split(file_text(file.path()), '\n')) {
        const std::string text = line.substr(std::min(line.find_first_not_of(' '), line.size()));
        if (text.size() >= tells_much && details.find(text) != std::string::npos &&
            answer.find(text) == std::string::npos)
          found.push_back("a line of " + file.path().string() + " was shown");
      }
    }
  return found;
}

/// What a catalogue of wrong answers says of one of them that the grader's `report` does not.
Complaints differences(const Json& report, const std::string& file, const std::string& entry) {
  using namespace grader::report;
  const Catalogue catalogue = read_catalogue(file);
  const Answer answer = read_answer(report);
  const Fingerprint found = fingerprint_of(answer);
  const auto known = std::ranges::find(catalogue.answers, entry, &WrongAnswer::name);
  const bool is_skeleton = entry == "skeleton";
  if (!is_skeleton && known == catalogue.answers.end()) return {entry + " is not in " + file};
  const Fingerprint& written = is_skeleton ? catalogue.skeleton : known->fingerprint;
  if (written != found)
    return {fmt::format("{} is not what the grader finds (grade catalogue --write):\n{}", file,
                        to_json(found).dump(2))};
  const Likeness likeness = likeness_of(answer, catalogue);
  const bool itself = is_skeleton
                          ? likeness.kind == Likeness::Kind::not_begun
                          : std::ranges::count(likeness.like, &*known) == 1 && likeness.same_tests;
  if (itself) return {};
  return {"the catalogue does not find itself in it, but: " + to_text(likeness)};
}

struct Expectation {
  std::string grade, root, must, answer, activity, result, catalogue, entry;
  int full = 0;  ///< points and bonus of a right answer
  int total_min = 0, total_max = 0;
  std::vector<std::string> more{};
};

/// Everything that grading this answer reads or runs.
std::vector<fs::path> watched(const Expectation& wanted, const fs::path& copy) {
  const fs::path root = wanted.root, bin = fs::path{wanted.grade}.parent_path();
  std::vector<fs::path> files{copy, bin / "grade", bin / "grader_cell",
                              bin / (wanted.activity.substr(0, 2) + "_judge")};
  for (const char* part : {"exercises", "solutions", "facilitator"})
    files.push_back(root / part / wanted.activity);
  return files;
}

Complaints about(const Json& report, const Expectation& wanted, const std::string& text) {
  Complaints complaints;
  const std::string verdict = report.at("verdict"), details = report.at("details");
  const int total = report.at("points").get<int>() + report.at("bonus").get<int>();
  const auto allowed = split(wanted.must, '|');
  if (std::ranges::find(allowed, verdict) == allowed.end())
    complaints.push_back(fmt::format("the verdict is {}, must be {}", verdict, wanted.must));
  if (total < wanted.total_min || total > wanted.total_max)
    complaints.push_back(fmt::format("it is worth {} in all, must be {} to {}", total,
                                     wanted.total_min, wanted.total_max));
  if (details.size() > 4 * 64 * 1024) complaints.emplace_back("the compiler's words were not cut");
  for (std::string& one : secrets_in(details, text, wanted.root, wanted.activity))
    complaints.push_back(std::move(one));
  if (!wanted.catalogue.empty())
    std::ranges::move(differences(report, wanted.catalogue, wanted.entry),
                      std::back_inserter(complaints));
  return complaints;
}

/// For the table: see answers_table.cpp.
void write_result(const Expectation& wanted, const char* how, const Json& report,
                  const Complaints& complaints) {
  if (wanted.result.empty()) return;
  const std::string head = head_of(file_text(wanted.answer));
  Json result = Json::object();
  result["answer"] = wanted.answer;
  result["fingerprint"] = fingerprint(file_text(wanted.answer));
  result["about"] = head.substr(0, head.find(" Must: "));
  result["ran"] = how;
  result["must"] = wanted.must;
  result["verdict"] = report.is_object() ? report.at("verdict") : Json{"none"};
  result["points"] = report.is_object() ? report.at("points") : Json{0};
  result["bonus"] = report.is_object() ? report.at("bonus") : Json{0};
  result["sentence"] = report.is_object() ? report.at("sentence") : Json{""};
  result["complaints"] = complaints;
  fs::create_directories(fs::path{wanted.result}.parent_path());
  std::ofstream{wanted.result + ".new"} << result.dump(1) << '\n';
  fs::rename(wanted.result + ".new", wanted.result);
}

/// A level that we have asked for is what we get; else it must be the best.
bool has_no_box(const Json& report, const Expectation& wanted) {
  const bool is_limited = std::ranges::any_of(
      wanted.more, [](const std::string& word) { return word.starts_with("--level="); });
  return report.is_object() && !is_limited && report.at("level") != "L3";
}

int check(Expectation wanted) {
  const Scratch scratch;
  const fs::path temporary = temporary_in(scratch);
  const fs::path copy = scratch / "answer.cpp", json = scratch / "report.json";
  const fs::path outside = scratch / "outside";
  const std::string given = file_text(wanted.answer);
  if (wanted.must.empty()) {
    wanted.must = must_of(given);
    wanted.total_max = at_most_of(given);
    if (wanted.must == "PASS") wanted.total_min = wanted.total_max = wanted.full;
  }
  const fs::path shm = Machine::shared_memory_for(outside);
  const std::string text = filled_in(given, {.root = wanted.root, .outside = outside, .shm = shm});
  std::ofstream{copy} << text;
  const Machine machine{outside, watched(wanted, copy)};
  std::vector<std::string> words{wanted.grade, "one",        copy,           "--json",
                                 json,         "--activity", wanted.activity};
  words.insert(words.end(), wanted.more.begin(), wanted.more.end());
  const Ran ran = run(words, temporary);
  fmt::print("{}", ran.said);

  Complaints complaints = machine.complaints();
  if (ran.status != 0) complaints.push_back(fmt::format("grade ended with status {}", ran.status));
  if (shows_controls(ran.said)) complaints.emplace_back("it shows what a terminal obeys");
  const Json report = Json::parse(file_text(json), nullptr, false);
  if (has_no_box(report, wanted)) {
    fmt::print("skipped: needs boxes of level L3 (bubblewrap, namespaces), here they have {}\n",
               report.at("level").get<std::string>());
    write_result(wanted, "skipped", report, {});
    return skipped;
  }
  if (reports_in(ran.said, wanted.activity) > 2)
    complaints.emplace_back("it shows more reports than its own");
  if (report.is_discarded())
    complaints.emplace_back("there is no report");
  else
    for (std::string& one : about(report, wanted, text)) complaints.push_back(std::move(one));
  for (const auto& left : fs::directory_iterator{temporary})
    complaints.push_back("left behind: " + left.path().string());
  for (const std::string& words_of_one : processes_of(temporary))
    complaints.push_back("still running: " + words_of_one);
  for (const std::string& complaint : complaints) fmt::print("NOT AS IT MUST BE: {}\n", complaint);
  write_result(wanted, "to its end", report, complaints);
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app{"Grades an answer and compares."};
  Expectation wanted;
  app.add_option("--grade", wanted.grade)->required();
  app.add_option("--root", wanted.root)->required();
  app.add_option("--must", wanted.must);
  app.add_option("--full", wanted.full)->required();
  app.add_option("--total-min", wanted.total_min);
  app.add_option("--total-max", wanted.total_max);
  app.add_option("--activity", wanted.activity)->required();
  app.add_option("--result", wanted.result, "also writes what came of it there, for the table");
  app.add_option("--catalogue", wanted.catalogue);
  app.add_option("--entry", wanted.entry);
  app.add_option("answer", wanted.answer)->required();
  app.allow_extras();
  try {
    app.parse(count, arguments);
    wanted.more = app.remaining();
    std::erase(wanted.more, "--");
    return check(wanted);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print("{}\n", error.what());
    return 2;
  }
}
