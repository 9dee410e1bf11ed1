// expect --grade=PROGRAM --root=FOLDER --activity=NN --full=110 [--must=PASS|… --total-min=N
//   --total-max=N] [--catalogue=FILE --entry=NAME] ANSWER [-- more for grade]
// Grades an answer and says whether what came of it is what must come of it, and whether it left
// the machine as it was. Without --must, the answer's first line says it: "// Attack 1: … Must: …".
// With --catalogue, the answer must be in it as the grader finds it: by its name, or as `skeleton`.
// @ROOT@ in an answer stands for the kit's folder, so that an attack knows where to look.

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/catalogue.hpp"
#include "tests/left_behind.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string with_root(std::string text, const std::string& root) {
  const std::string mark = "@ROOT@";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
    text.replace(at, mark.size(), root);
  return text;
}

/// In `scratch`, a folder in which the grader works, so that we see what is left. Whoever runs in a
/// box is somebody else.
fs::path temporary_in(const Scratch& scratch) {
  fs::create_directory(scratch / "tmp");
  fs::permissions(scratch.folder, fs::perms{0755});
  fs::permissions(scratch / "tmp", fs::perms{0755});
  return scratch / "tmp";
}

int run(std::vector<std::string> words, const fs::path& temporary) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    setenv("TMPDIR", temporary.c_str(), 1);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts{""};
  for (const char c : text)
    if (c == by)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// "// Attack 1: … Must: CRASHED|FAIL"
std::string must_of(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  const std::size_t at = line.find("Must: ");
  if (at == std::string::npos) throw std::runtime_error{"its first line does not say \"Must: …\""};
  return line.substr(at + 6);
}

/// What a catalogue of wrong answers says of one of them that the grader's `report` does not.
std::vector<std::string> differences(const Json& report, const std::string& file,
                                     const std::string& entry) {
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
  std::string grade, root, must, answer, activity, catalogue, entry;
  int full = 0;  ///< points and bonus of a right answer
  int total_min = 0, total_max = 0;
  std::vector<std::string> more{};
};

int check(Expectation wanted) {
  const Scratch scratch;
  const fs::path temporary = temporary_in(scratch);
  const fs::path copy = scratch / "answer.cpp", json = scratch / "report.json";
  const std::string text = with_root(file_text(wanted.answer), wanted.root);
  std::ofstream{copy} << text;
  if (wanted.must.empty()) {
    wanted.must = must_of(text);
    if (wanted.must == "PASS") wanted.total_min = wanted.total_max = wanted.full;
  }
  std::vector<std::string> words{wanted.grade, "one",        copy,           "--json",
                                 json,         "--activity", wanted.activity};
  words.insert(words.end(), wanted.more.begin(), wanted.more.end());
  const int status = run(words, temporary);

  std::vector<std::string> complaints;
  if (status != 0) complaints.push_back(fmt::format("grade ended with status {}", status));
  const Json report = Json::parse(file_text(json), nullptr, false);
  if (report.is_discarded()) {
    complaints.emplace_back("there is no report");
  } else {
    const std::string verdict = report.at("verdict");
    const int total = report.at("points").get<int>() + report.at("bonus").get<int>();
    const auto allowed = split(wanted.must, '|');
    if (std::ranges::find(allowed, verdict) == allowed.end())
      complaints.push_back(fmt::format("the verdict is {}, must be {}", verdict, wanted.must));
    if (total < wanted.total_min || total > wanted.total_max)
      complaints.push_back(fmt::format("it is worth {} in all, must be {} to {}", total,
                                       wanted.total_min, wanted.total_max));
    if (report.at("details").get<std::string>().size() > 4 * 64 * 1024)
      complaints.emplace_back("the compiler's words were not cut");
    if (!wanted.catalogue.empty())
      std::ranges::move(differences(report, wanted.catalogue, wanted.entry),
                        std::back_inserter(complaints));
  }
  for (const auto& left : fs::directory_iterator{temporary})
    complaints.push_back("left behind: " + left.path().string());
  for (const std::string& words_of_one : processes_of(temporary))
    complaints.push_back("still running: " + words_of_one);
  for (const std::string& complaint : complaints) fmt::print("NOT AS IT MUST BE: {}\n", complaint);
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
