#include "report/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "answers/wrong_answer.hpp"
#include "report/test_texts.hpp"
#include "results/json_file.hpp"

namespace grader::report {

namespace {

using Json = nlohmann::json;

std::set<std::string> tests_of(const Fingerprint& fingerprint) {
  return {fingerprint.tests.begin(), fingerprint.tests.end()};
}

/// Returns the share of common tests among all failing tests of both (Jaccard index).
double overlap(const Fingerprint& one, const Fingerprint& other) {
  const std::set<std::string> of_one = tests_of(one), of_other = tests_of(other);
  const auto both = std::ranges::count_if(
      of_one, [&](const std::string& test) { return of_other.contains(test); });
  const auto either = std::ptrdiff_t(of_one.size() + of_other.size()) - both;
  return either == 0 ? 0 : double(both) / double(either);
}

bool first_test_is_the_same(const Fingerprint& one, const Fingerprint& other) {
  return !one.tests.empty() && !other.tests.empty() && one.tests.front() == other.tests.front();
}

/// Similarity of a wrong answer; greater is nearer.
struct Nearness {
  bool same_tests = false;
  double tests = 0;
  bool schedule = false;
  auto operator<=>(const Nearness&) const = default;
};

Fingerprint fingerprint_from(const results::Fields& fields) {
  Fingerprint fingerprint;
  if (fields.has("schedule")) fingerprint.schedule = fields.text("schedule");
  fingerprint.tests = fields.texts("tests");
  return fingerprint;
}

}  // namespace

Fingerprint fingerprint_of(const Answer& answer) {
  Fingerprint fingerprint;
  for (const Failure& failure : answer.failures) {
    if (failure.test.empty()) continue;
    if (fingerprint.tests.empty()) fingerprint.schedule = shape_of(failure.schedule);
    fingerprint.tests.push_back(failure.family + "." + failure.test);
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
  const results::Fields fields = results::read_fields(file, file.string());
  Catalogue catalogue{.folder = fields.text("activity"),
                      .skeleton = fingerprint_from(fields.object("skeleton")),
                      .answers = {}};
  for (const results::Fields& wrong : fields.objects("answers"))
    catalogue.answers.push_back(
        {wrong.text("name"), wrong.text("mistake"), fingerprint_from(wrong)});
  return catalogue;
}

Catalogue catalogue_of(const std::filesystem::path& root, const std::string& folder) {
  const bool is_name = folder.find_first_of("/\\.") == std::string::npos;
  const std::filesystem::path file = catalogue_file(root, folder);
  if (!is_name || !std::filesystem::exists(file)) return {.folder = folder};
  Catalogue catalogue = read_catalogue(file);
  for (WrongAnswer& wrong : catalogue.answers) {
    const auto edit = file.parent_path() / (wrong.name + ".diff");
    if (std::filesystem::exists(edit)) wrong.hint = answers::read_wrong_answer(root, edit).hint;
  }
  return catalogue;
}

std::vector<Catalogue> catalogues_of(const std::filesystem::path& root, const Document& document) {
  std::vector<Catalogue> all;
  for (const Activity& activity : document.activities) {
    const bool is_name = activity.folder.find_first_of("/\\.") == std::string::npos;
    Catalogue& catalogue = all.emplace_back(catalogue_of(root, activity.folder));
    if (is_name) catalogue.rules = texts_in_tests(root, activity.folder);
  }
  return all;
}

Json to_json(const Fingerprint& fingerprint) {
  Json json{{"tests", fingerprint.tests}};
  if (!fingerprint.schedule.empty()) json["schedule"] = fingerprint.schedule;
  return json;
}

std::string to_text(const Catalogue& catalogue) {
  std::string records;
  for (const WrongAnswer& wrong : catalogue.answers) {
    Json record = to_json(wrong.fingerprint);
    record["name"] = wrong.name;
    record["mistake"] = wrong.mistake;
    records += (records.empty() ? "" : ",\n") + record.dump();
  }
  return fmt::format("{{\"activity\": {},\n\"skeleton\": {},\n\"answers\": [\n{}\n]}}\n",
                     Json(catalogue.folder).dump(), to_json(catalogue.skeleton).dump(), records);
}

Likeness likeness_of(const Answer& answer, const Catalogue& catalogue) {
  using Kind = Likeness::Kind;
  const Fingerprint mine = fingerprint_of(answer);
  const bool says_nothing =
      answer.verdict != "PASS" && answer.verdict != "FAIL" && answer.verdict != "NONDETERMINISTIC";
  if (says_nothing) return {.kind = Kind::unknown};
  if (answer.verdict == "PASS" && answer.failures.empty()) return {.kind = Kind::nothing_wrong};
  if (mine.tests.empty()) return {.kind = Kind::unknown};
  if (mine == catalogue.skeleton) return {.kind = Kind::not_begun};
  Nearness nearest;
  Likeness likeness;
  for (const WrongAnswer& wrong : catalogue.answers) {
    const bool same_tests = tests_of(mine) == tests_of(wrong.fingerprint);
    if (!same_tests && !first_test_is_the_same(mine, wrong.fingerprint)) continue;
    const Nearness here{same_tests, overlap(mine, wrong.fingerprint),
                        mine.schedule == wrong.fingerprint.schedule};
    if (here < nearest) continue;
    if (here > nearest || likeness.like.empty())
      likeness = {.kind = Kind::known, .same_tests = same_tests};
    likeness.like.push_back(&wrong);
    nearest = here;
  }
  return likeness;
}

std::optional<Diagnosis> diagnosis_of(const Answer& answer, const Catalogue& catalogue) {
  if (!answer.hidden_tests_ran) return std::nullopt;
  const Likeness likeness = likeness_of(answer, catalogue);
  const bool is_clear =
      likeness.kind == Likeness::Kind::known && likeness.same_tests && likeness.like.size() == 1;
  if (!is_clear) return std::nullopt;
  return Diagnosis{likeness.like.front()->mistake, likeness.like.front()->hint};
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
      return "like no known wrong answer";
  }
  std::string names;
  for (const WrongAnswer* wrong : likeness.like)
    names += (names.empty() ? "" : " or ") + wrong->name;
  return (likeness.same_tests ? "behaves like " : "first fails the same test as ") + names;
}

}  // namespace grader::report
