#include "report/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "table/json_file.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

std::set<std::string> tests_of(const Fingerprint& fingerprint) {
  std::set<std::string> tests;
  for (const Fingerprint::Break& broken : fingerprint.breaks) tests.insert(broken.test);
  return tests;
}

/// Failing tests of both, as a share of the failing tests of either.
double overlap(const Fingerprint& one, const Fingerprint& other) {
  const std::set<std::string> of_one = tests_of(one), of_other = tests_of(other);
  const auto both = std::ranges::count_if(
      of_one, [&](const std::string& test) { return of_other.contains(test); });
  const auto either = std::ptrdiff_t(of_one.size() + of_other.size()) - both;
  return either == 0 ? 0 : double(both) / double(either);
}

int same_breaks(const Fingerprint& one, const Fingerprint& other) {
  return int(std::ranges::count_if(one.breaks, [&](const Fingerprint::Break& broken) {
    return std::ranges::count(other.breaks, broken) > 0;
  }));
}

bool first_rule_is_the_same(const Fingerprint& one, const Fingerprint& other) {
  if (one.breaks.empty() || other.breaks.empty()) return false;
  const std::string& rule = one.breaks.front().rule;
  return !rule.empty() && rule == other.breaks.front().rule;
}

/// How near a wrong answer is; the greater the nearer.
struct Nearness {
  bool same_tests = false;
  double tests = 0;
  int breaks = 0;
  bool schedule = false;
  auto operator<=>(const Nearness&) const = default;
};

Fingerprint fingerprint_from(const table::Fields& fields) {
  Fingerprint fingerprint;
  if (fields.has("schedule")) fingerprint.schedule = fields.text("schedule");
  for (const table::Fields& broken : fields.objects("breaks")) {
    broken.only({"test", "rule"});
    fingerprint.breaks.push_back(
        {broken.text("test"), broken.has("rule") ? broken.text("rule") : ""});
  }
  return fingerprint;
}

}  // namespace

Fingerprint fingerprint_of(const Answer& answer) {
  Fingerprint fingerprint;
  for (const Failure& failure : answer.failures) {
    if (failure.test.empty()) continue;
    if (fingerprint.breaks.empty()) fingerprint.schedule = shape_of(failure.schedule);
    fingerprint.breaks.push_back({failure.family + "." + failure.test, failure.rule});
  }
  return fingerprint;
}

std::string shape_of(const std::vector<Failure::Step>& schedule) {
  std::string shape;
  for (const Failure::Step& step : schedule) {
    if (shape.size() >= 1000) break;
    shape += (shape.empty() ? "" : ", ") + step.verb;
    if (step.result != "none") shape += ": " + step.result;
  }
  return shape;
}

std::filesystem::path catalogue_file(const std::filesystem::path& root, const std::string& folder) {
  return root / "facilitator" / folder / "wrong" / "catalogue.json";
}

Catalogue read_catalogue(const std::filesystem::path& file) {
  const table::Fields fields = table::read_fields(file, file.string());
  Catalogue catalogue{.folder = fields.text("activity"),
                      .skeleton = fingerprint_from(fields.object("skeleton")),
                      .answers = {}};
  for (const table::Fields& wrong : fields.objects("answers"))
    catalogue.answers.push_back(
        {wrong.text("name"), wrong.text("mistake"), fingerprint_from(wrong)});
  return catalogue;
}

std::vector<Catalogue> catalogues_of(const std::filesystem::path& root, const Document& document) {
  std::vector<Catalogue> all;
  for (const Activity& activity : document.activities) {
    const bool is_name = activity.folder.find_first_of("/\\.") == std::string::npos;
    const auto file = catalogue_file(root, activity.folder);
    all.push_back(is_name && std::filesystem::exists(file) ? read_catalogue(file)
                                                           : Catalogue{activity.folder, {}, {}});
  }
  return all;
}

Json to_json(const Fingerprint& fingerprint) {
  Json breaks = Json::array();
  for (const Fingerprint::Break& broken : fingerprint.breaks) {
    breaks.push_back({{"test", broken.test}});
    if (!broken.rule.empty()) breaks.back()["rule"] = broken.rule;
  }
  Json json{{"breaks", std::move(breaks)}};
  if (!fingerprint.schedule.empty()) json["schedule"] = fingerprint.schedule;
  return json;
}

std::string to_text(const Catalogue& catalogue) {
  Json json;
  json["activity"] = catalogue.folder;
  json["skeleton"] = to_json(catalogue.skeleton);
  json["answers"] = Json::array();
  for (const WrongAnswer& wrong : catalogue.answers) {
    Json one = to_json(wrong.fingerprint);
    one["name"] = wrong.name;
    one["mistake"] = wrong.mistake;
    json["answers"].push_back(std::move(one));
  }
  return json.dump(2) + "\n";
}

std::string mistake_in(const std::string& source, const std::string& file) {
  std::istringstream lines{source};
  std::string sentence;
  const std::string mark = "// Mistake: ";
  for (std::string line; std::getline(lines, line);) {
    if (sentence.empty()) {
      if (!line.starts_with(mark)) break;
      sentence = line.substr(mark.size());
      continue;
    }
    // the next field, or the end of the comment
    const std::size_t colon = line.find(": ");
    if (!line.starts_with("// ") ||
        (colon != std::string::npos && line[3] >= 'A' && line[3] <= 'Z'))
      break;
    sentence += " " + line.substr(3);
  }
  if (sentence.empty()) throw table::BadInput{file + ": its first line must say \"// Mistake: …\""};
  return sentence;
}

Likeness likeness_of(const Answer& answer, const Catalogue& catalogue) {
  using Kind = Likeness::Kind;
  const Fingerprint mine = fingerprint_of(answer);
  const bool says_nothing =
      answer.verdict != "PASS" && answer.verdict != "FAIL" && answer.verdict != "NONDETERMINISTIC";
  if (says_nothing) return {.kind = Kind::unknown};
  if (answer.verdict == "PASS" && answer.failures.empty()) return {.kind = Kind::nothing_wrong};
  if (mine.breaks.empty()) return {.kind = Kind::unknown};
  if (mine == catalogue.skeleton) return {.kind = Kind::not_begun};
  Nearness nearest;
  Likeness likeness;
  for (const WrongAnswer& wrong : catalogue.answers) {
    const bool same_tests = tests_of(mine) == tests_of(wrong.fingerprint);
    if (!same_tests && !first_rule_is_the_same(mine, wrong.fingerprint)) continue;
    const Nearness here{same_tests, overlap(mine, wrong.fingerprint),
                        same_breaks(mine, wrong.fingerprint),
                        mine.schedule == wrong.fingerprint.schedule};
    if (here < nearest) continue;
    if (here > nearest || likeness.like.empty())
      likeness = {.kind = Kind::known, .same_tests = same_tests};
    likeness.like.push_back(&wrong);
    nearest = here;
  }
  return likeness;
}

std::string to_text(const Likeness& likeness) {
  switch (likeness.kind) {
    case Likeness::Kind::nothing_wrong:
      return "";
    case Likeness::Kind::not_begun:
      return "not begun";
    case Likeness::Kind::known:
      break;
    case Likeness::Kind::unknown:
      return "like none that is known";
  }
  std::string names;
  for (const WrongAnswer* wrong : likeness.like)
    names += (names.empty() ? "" : " or ") + wrong->name;
  return (likeness.same_tests ? "behaves like " : "breaks the same rule as ") + names;
}

}  // namespace grader::report
