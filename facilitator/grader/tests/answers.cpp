#include "tests/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "answers/whole.hpp"
#include "report/catalogue.hpp"
#include "tests/answer.hpp"
#include "tests/left_behind.hpp"

namespace graded {

namespace fs = std::filesystem;
using grader::report::Catalogue, grader::report::Fingerprint, grader::report::Likeness;

namespace {

void say_what_it_must_come_to(Answer& answer, const answers::Header& header) {
  if (answer.kind == "right") {
    answer.must = "PASS";
    answer.total_min = answer.total_max = answer.full;
  } else if (answer.kind == "wrong") {
    answer.must = "PASS|FAIL|NONDETERMINISTIC";
    answer.total_max = answer.full - 1;
  } else if (answer.kind == "skeleton") {
    answer.must = "FAIL";
  } else if (const auto limits = split(answer.kind, '/'); limits.size() == 3) {
    answer.must = limits[0];
    answer.total_min = std::stoi(limits[1]);
    answer.total_max = std::stoi(limits[2]);
  } else {
    answer.must = header.needed("Must");
    answer.total_max = header.has("At most") ? std::stoi(header.text("At most")) : 0;
    if (answer.must == "PASS") answer.total_min = answer.total_max = answer.full;
  }
}

/// Returns the lines of hidden tests and of solutions that a compiler has shown in `details`.
Complaints secrets_in(const std::string& details, const std::string& text, const fs::path& root,
                      const std::string& folder) {
  constexpr std::size_t tells_much = 40;
  Complaints found;
  for (const char* part : {"facilitator", "solutions"})
    for (const auto& file : fs::recursive_directory_iterator{root / part / folder}) {
      if (!file.is_regular_file()) continue;
      for (const std::string& line : split(file_text(file.path()), '\n')) {
        const std::string told = line.substr(std::min(line.find_first_not_of(' '), line.size()));
        if (told.size() >= tells_much && details.find(told) != std::string::npos &&
            text.find(told) == std::string::npos)
          found.push_back("a line of " + file.path().string() + " was shown");
      }
    }
  return found;
}

/// Returns the differences between `report` and this answer's entry in the catalogue.
Complaints differences(const Answer& answer, const grader::report::Answer& report,
                       const fs::path& root) {
  const fs::path file = grader::report::catalogue_file(root, answer.activity);
  const Catalogue catalogue = grader::report::read_catalogue(file);
  const std::string entry = answer.name.substr(answer.name.rfind('.') + 1);
  const Fingerprint found = fingerprint_of(report);
  const auto known =
      std::ranges::find(catalogue.answers, entry, &grader::report::WrongAnswer::name);
  const bool is_skeleton = answer.kind == "skeleton";
  if (!is_skeleton && known == catalogue.answers.end())
    return {entry + " is not in " + file.string()};
  const Fingerprint& written = is_skeleton ? catalogue.skeleton : known->fingerprint;
  if (written != found)
    return {fmt::format("{} differs from the result (update: grade catalogue --write):\n{}",
                        file.string(), to_json(found).dump(2))};
  const Likeness likeness = likeness_of(report, catalogue);
  const bool itself = is_skeleton
                          ? likeness.kind == Likeness::Kind::not_begun
                          : std::ranges::count(likeness.like, &*known) == 1 && likeness.same_tests;
  if (itself) return {};
  return {"the catalogue does not match it with itself: " + to_text(likeness)};
}

/// Returns a short name of what has stopped an attack.
std::string stopped_by(const grader::report::Answer& report) {
  const auto says = [&](const char* words) {
    return report.sentence.find(words) != std::string::npos;
  };
  const std::string& verdict = report.verdict;
  if (verdict == "PASS") return "nothing";
  if (verdict == "NOT_BUILT" && says("does not compile")) return "compiling in a box";
  if (verdict == "NOT_BUILT") return "linking with the grader's host only";
  if (verdict == "LIMIT") return "a limit";
  if (verdict == "NONDETERMINISTIC") return "asking a cold process, and live";
  if (verdict == "CRASHED" && says("system call that no handler needs"))
    return "the filter of system calls";
  if (verdict == "CRASHED" && says("wrote to the channel")) return "the strict protocol";
  if (verdict == "CRASHED") return "no reply counts as none";
  return report.points + report.bonus == 0 ? "no test in its reach"
                                           : "nothing: what it does right counts";
}

}  // namespace

std::vector<Answer> read_list(const fs::path& list, const fs::path& root) {
  std::vector<Answer> all;
  for (const std::string& line : split(file_text(list), '\n')) {
    if (line.empty()) continue;
    const std::vector<std::string> fields = split(line, ';');
    if (fields.size() != 5) throw std::runtime_error{"not name;activity;full;kind;file: " + line};
    Answer answer{fields[0], fields[1], std::stoi(fields[2]), fields[3], fields[4]};
    if (answer.kind == "skeleton") {
      answer.given = answers::files_of_skeleton(root, answer.activity);
      say_what_it_must_come_to(answer, answers::Header{});
    } else {
      const answers::Whole whole = answers::whole_answer(root, answer.file);
      answer.given = answers::files_of_answer(root, answer.activity, answer.file);
      if (answer.kind == "told")  // alone: what lies beside an attack earns no points for it
        std::erase_if(answer.given, [&](const auto& file) { return file.second != whole.text; });
      say_what_it_must_come_to(answer, whole.header);
    }
    all.push_back(std::move(answer));
  }
  return all;
}

Complaints complaints_about(const Answer& answer, const grader::report::Answer& report,
                            const std::string& text, const fs::path& root) {
  Complaints complaints;
  const int total = report.points + report.bonus;
  if (std::ranges::count(split(answer.must, '|'), report.verdict) == 0)
    complaints.push_back(fmt::format("the verdict is {}, must be {}", report.verdict, answer.must));
  if (total < answer.total_min || total > answer.total_max)
    complaints.push_back(fmt::format("it is worth {} in all, must be {} to {}", total,
                                     answer.total_min, answer.total_max));
  if (report.details.size() > 4 * 64 * 1024)
    complaints.emplace_back("the compiler's messages were not cut");
  std::ranges::move(secrets_in(report.details, text, root, answer.activity),
                    std::back_inserter(complaints));
  if (answer.kind == "wrong" || answer.kind == "skeleton")
    std::ranges::move(differences(answer, report, root), std::back_inserter(complaints));
  return complaints;
}

std::string row_of(const Answer& answer, const grader::report::Answer& report,
                   const Complaints& complaints) {
  const std::string by = answer.name.starts_with("attacks.") ? stopped_by(report) : "";
  return fmt::format("  {:<48} {:<35} {:<16} {:>3}{}\n", answer.name, by, report.verdict,
                     report.points + report.bonus, complaints.empty() ? "" : "  NOT AS IT MUST BE");
}

}  // namespace graded
