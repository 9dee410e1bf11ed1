// Grades answers with known verdicts in one room and compares the results.
//     answers judge --grade=PROGRAM --root=FOLDER --list=FILE --out=FOLDER [-- more for grade]
//     answers show --out=FOLDER NAME
// `judge` hands in every answer of the list (see answers.hpp) and runs `grade room` once. It writes
// into FOLDER: results.json, table.txt to read, and the journal of the room with the cost of each.
// It fails if the room was not graded, or if grading has changed the machine. `show` prints the
// result of one answer and fails if it is not the expected one, so that each is a test of its own.
// In an answer, @ROOT@ stands for the kit's folder, @OUTSIDE@ and @SHM@ for folders with write
// access for all users; see answer.hpp for the other marks.

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "tests/answer.hpp"
#include "tests/answers.hpp"
#include "tests/left_behind.hpp"
#include "tests/machine.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using graded::Answer, graded::Complaints, graded::Json;
constexpr int skipped = 77;  ///< as in answers.cmake

struct Options {
  fs::path grade, root, list, out;
  std::string name;
  std::vector<std::string> more{};
};

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

/// Returns true for text with control characters of terminals.
bool shows_controls(const std::string& text) {
  return std::ranges::any_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
           c == 0x7F;
  });
}

/// A room on the disk, with files around it that answers may try to reach.
struct Place {
  explicit Place(const Options& options) : root{options.root} {
    for (const char* folder : {"in", "tmp"}) fs::create_directory(scratch / folder);
    // processes in a box belong to another user
    for (const char* folder : {"", "tmp"}) fs::permissions(scratch / folder, fs::perms{0755});
  }
  std::string filled_in(const std::string& given) const {
    return ::filled_in(given, {.root = root, .outside = outside(), .shm = shared_memory()});
  }
  fs::path outside() const { return scratch / "outside"; }
  fs::path shared_memory() const { return Machine::shared_memory_for(outside()); }

  Scratch scratch{};
  std::string root;
};

/// Returns all files that grading these answers reads or runs.
std::vector<fs::path> watched(const std::vector<Answer>& all, const Options& options,
                              const Place& place) {
  std::vector<fs::path> files{place.scratch / "in", options.grade};
  for (const Answer& answer : all) {
    const fs::path judge = options.grade.parent_path() / (answer.activity.substr(0, 2) + "_judge");
    if (std::ranges::count(files, judge) > 0) continue;
    files.push_back(judge);
    for (const char* part : {"exercises", "solutions", "facilitator"})
      files.push_back(options.root / part / answer.activity);
  }
  return files;
}

/// Returns a name for the submission: one word, since `a_lost_update` would name an activity.
std::string person(const Answer& answer) {
  std::string name = "a" + answer.name;
  std::ranges::replace_if(
      name, [](char c) { return c == '.' || c == '_'; }, 'x');
  return name;
}

void hand_in(const std::vector<Answer>& all, const Place& place) {
  for (const Answer& answer : all) {
    // several activities have a runbook.md
    const fs::path folder = place.scratch / "in" / person(answer) / answer.activity;
    fs::create_directories(folder);
    for (const auto& [name, text] : answer.given) {
      fs::create_directories((folder / name).parent_path());
      std::ofstream{folder / name} << place.filled_in(text);
    }
  }
}

/// Returns the expected level: the requested one, else the best.
bool has_no_box(const grader::report::Answer& report, const Options& options) {
  const bool is_limited = std::ranges::any_of(
      options.more, [](const std::string& word) { return word.starts_with("--level="); });
  return !is_limited && report.level != "L3";
}

const grader::report::Answer* found_in(const grader::report::Document& document,
                                       const Answer& answer) {
  for (const grader::report::Submission& submission : document.submissions)
    if (submission.name == person(answer))
      for (const grader::report::Answer& one : submission.answers)
        if (one.activity == answer.activity) return &one;
  return nullptr;
}

/// {"ran": "to its end" | "skipped: …", "row", "complaints"}
Json result_of(const Answer& answer, const grader::report::Document& document,
               const Options& options, const Place& place) {
  Json result = Json::object();
  Complaints complaints;
  std::string ran = "to its end", row;
  if (const grader::report::Answer* report = found_in(document, answer); report == nullptr) {
    complaints.emplace_back("it is not in the report of the room");
  } else if (has_no_box(*report, options)) {
    ran = "skipped: needs boxes of level L3 (bubblewrap, namespaces), here they have " +
          report->level;
  } else {
    std::string given;
    for (const auto& [name, text] : answer.given) given += place.filled_in(text);
    complaints = graded::complaints_about(answer, *report, given, options.root);
    row = graded::row_of(answer, *report, complaints);
    result["sentence"] = report->sentence;
  }
  result["ran"] = ran;
  result["row"] = row.empty() ? fmt::format("  {:<48} {}\n", answer.name, ran) : row;
  result["complaints"] = complaints;
  return result;
}

void write(const std::vector<Answer>& all, const grader::report::Document& document,
           const Options& options, const Place& place) {
  std::string table =
      fmt::format("  {:<48} {:<35} {:<16} {}\n", "answer", "what stopped it", "verdict", "points");
  Json results = Json::object();
  for (const Answer& answer : all) {
    results[answer.name] = result_of(answer, document, options, place);
    table += results[answer.name]["row"].get<std::string>();
  }
  fs::create_directories(options.out);
  std::ofstream{options.out / "results.json"} << results.dump(1) << '\n';
  std::ofstream{options.out / "table.txt"} << table;
}

int judge(const Options& options) {
  fs::remove_all(options.out);
  const std::vector<Answer> all = graded::read_list(options.list, options.root);
  const Place place{options};
  hand_in(all, place);
  Complaints complaints;
  {
    const Machine machine{place.outside(), watched(all, options, place)};
    std::vector<std::string> words{options.grade, "room", place.scratch / "in", "--out",
                                   place.scratch / "out"};
    for (const Answer& answer : all)
      if (std::ranges::count(words, answer.activity.substr(0, 2)) == 0)
        words.insert(words.end(), {"--activity", answer.activity.substr(0, 2)});
    words.insert(words.end(), options.more.begin(), options.more.end());
    const Ran ran = run(words, place.scratch / "tmp");
    fmt::print("{}", ran.said);
    complaints = machine.complaints();
    if (ran.status != 0)
      complaints.push_back(fmt::format("grade ended with exit code {}", ran.status));
    if (shows_controls(ran.said))
      complaints.emplace_back("its output has control characters of terminals");
  }
  for (const auto& left : fs::directory_iterator{place.scratch / "tmp"})
    complaints.push_back("left behind: " + left.path().string());
  for (const std::string& words_of_one : processes_of(place.scratch / "tmp"))
    complaints.push_back("still running: " + words_of_one);
  const Json report = Json::parse(file_text(place.scratch / "out" / "report.json"), nullptr, false);
  if (report.is_discarded())
    complaints.emplace_back("there is no report");
  else
    write(all, grader::report::read_document(report), options, place);
  std::error_code none;  // without a report, there may be no journal
  fs::create_directories(options.out);
  fs::copy_file(place.scratch / "out" / "journal.jsonl", options.out / "journal.jsonl", none);
  for (const std::string& complaint : complaints) fmt::print("NOT AS IT MUST BE: {}\n", complaint);
  return complaints.empty() ? 0 : 1;
}

int show(const Options& options) {
  const Json results = Json::parse(file_text(options.out / "results.json"));
  if (!results.contains(options.name)) {
    fmt::print("{} was not graded: {} does not have it.\n", options.name,
               (options.out / "results.json").string());
    return 1;
  }
  const Json& result = results.at(options.name);
  fmt::print("{}{}\n", result.at("row").get<std::string>(), result.value("sentence", ""));
  if (result.at("ran").get<std::string>().starts_with("skipped")) return skipped;
  for (const Json& complaint : result.at("complaints"))
    fmt::print("NOT AS IT MUST BE: {}\n", complaint.get<std::string>());
  return result.at("complaints").empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  CLI::App app{"Grades answers with known verdicts and compares the results."};
  Options options;
  CLI::App* judging = app.add_subcommand("judge", "grades all answers of a list in one room");
  judging->add_option("--grade", options.grade)->required();
  judging->add_option("--root", options.root)->required();
  judging->add_option("--list", options.list)->required();
  judging->add_option("--out", options.out)->required();
  judging->add_option("more", options.more, "further arguments of grade room, after --");
  CLI::App* showing = app.add_subcommand("show", "prints the result of one answer");
  showing->add_option("--out", options.out)->required();
  showing->add_option("name", options.name)->required();
  app.require_subcommand(1);
  try {
    app.parse(count, arguments);
    return judging->parsed() ? judge(options) : show(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print("{}\n", error.what());
    return 2;
  }
}
