#include "workshop/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "workshop/command.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Returns the folder of the activity that `path` lies in; empty: in none.
std::string folder_of(const results::Manifest& manifest, const fs::path& path) {
  for (const fs::path& part : fs::weakly_canonical(path))
    for (const results::ManifestActivity& activity : manifest.activities)
      if (part == activity.folder) return activity.folder;
  return "";
}

/// Returns the file `name` with any extension in `folder`; empty: there is none.
fs::path named(const fs::path& folder, const std::string& name) {
  for (const char* extension : {".diff", ".cpp", ".json"})
    if (exists(folder / (name + extension))) return folder / (name + extension);
  return exists(folder / name) ? folder / name : fs::path{};
}

/// Returns the answer to one activity that `name` means, if there is one.
std::optional<ComparedAnswer> answer_named(const results::Manifest& manifest,
                                           const std::string& folder, const std::string& name) {
  if (name == "mine") return ComparedAnswer{folder, manifest.root / "exercises" / folder};
  const fs::path ours = manifest.root / "solutions" / folder;
  if (name == "solution" && exists(ours)) return ComparedAnswer{folder, ours};
  if (name.empty() || name.find_first_of("/\\.") != name.npos) return std::nullopt;
  for (const fs::path& among :
       {ours / "also_right", manifest.root / "facilitator" / folder / "wrong"})
    if (const fs::path file = named(among, name); !file.empty())
      return ComparedAnswer{folder, file};
  return std::nullopt;
}

/// Returns all answers that `word` may mean. A path outside of all activities may be an answer to
/// any of them.
std::vector<ComparedAnswer> candidates(const results::Manifest& manifest, const std::string& word) {
  std::vector<ComparedAnswer> all;
  const std::size_t slash = word.find('/');
  for (const results::ManifestActivity& activity : manifest.activities) {
    const bool is_prefixed = slash != word.npos && (word.substr(0, slash) == activity.number() ||
                                                    word.substr(0, slash) == activity.folder);
    const auto known =
        answer_named(manifest, activity.folder, is_prefixed ? word.substr(slash + 1) : word);
    if (known) all.push_back(*known);
  }
  const fs::path path = manifest.here / word;
  if (!all.empty() || word.empty() || !exists(path)) return all;
  const std::string folder = folder_of(manifest, path);
  for (const results::ManifestActivity& activity : manifest.activities)
    if (folder.empty() || folder == activity.folder) all.push_back({activity.folder, path});
  return all;
}

std::string folders(const std::set<std::string>& all) {
  std::vector<std::string> numbers;
  for (const std::string& folder : all) numbers.push_back(folder.substr(0, 2));
  return joined(numbers);
}

using Scope = std::pair<std::string, int>;  ///< test, number of its scenario

std::map<Scope, json> scopes_of(const json& ends) {
  std::map<Scope, json> scopes;
  for (const json& one : ends.at("scenarios")) scopes[{one.at("test"), one.at("scenario")}] = one;
  return scopes;
}

std::set<json> outcomes_of(const json& scenario) {
  std::set<json> outcomes;
  for (const json& end : scenario.at("ends")) outcomes.insert(end.at("outcome"));
  return outcomes;
}

/// Calls visit(test, scenario of a, scenario of b) for each scenario that both answers met.
template <typename Visitor>
void for_each_scope(const json& a, const json& b, const Visitor& visit) {
  const std::map<Scope, json> others = scopes_of(b);
  for (const auto& [scope, one] : scopes_of(a))
    if (const auto other = others.find(scope); other != others.end())
      visit(scope, one, other->second);
}

void must_remember_nothing(const json& ends, const char* side) {
  for (const json& one : ends.at("scenarios"))
    if (one.contains("remembers"))
      throw BadUsage{fmt::format(
          "answer {} remembers something outside the store, so its outcomes are not the same each "
          "time: {}",
          side, one.at("remembers").get<std::string>())};
}

std::string number_of(std::size_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::set<std::string> lines_of(const json& end) {
  return end.at("lines").get<std::set<std::string>>();
}

}  // namespace

std::pair<ComparedAnswer, ComparedAnswer> compared_answers(const results::Manifest& manifest,
                                                           const std::string& one,
                                                           const std::string& other) {
  std::vector<std::pair<ComparedAnswer, ComparedAnswer>> pairs;
  std::set<std::string> common;
  const std::vector<ComparedAnswer> firsts = candidates(manifest, one),
                                    seconds = candidates(manifest, other);
  for (const auto& [word, found] : {std::pair{one, &firsts}, {other, &seconds}})
    if (found->empty())
      throw BadUsage{fmt::format(
          "there is no answer \"{}\". Name a file, a folder, an answer of solutions/ or "
          "facilitator/, \"03/mine\" or \"03/solution\"",
          word)};
  for (const ComparedAnswer& first : firsts)
    for (const ComparedAnswer& second : seconds)
      if (first.folder == second.folder) {
        pairs.emplace_back(first, second);
        common.insert(first.folder);
      }
  if (pairs.empty())
    throw BadUsage{fmt::format("\"{}\" and \"{}\" answer different activities", one, other)};
  if (common.size() > 1)
    throw BadUsage{fmt::format(
        "\"{}\" and \"{}\" can be answers to {}: write the number before one, such as \"{}/{}\"",
        one, other, folders(common), common.begin()->substr(0, 2), one)};
  return pairs.front();
}

Compared compared(const results::Manifest& manifest, const std::string& folder,
                  const std::string& side) {
  const fs::path own = manifest.build / "compare" / folder;
  return {.sources = own / side,
          .ends = own / (side + ".json"),
          .program = quoted(manifest.build / "bin" / (folder.substr(0, 2) + "_compared_" + side))};
}

std::vector<std::string> take_answer(const results::Manifest& manifest,
                                     const ComparedAnswer& answer, const fs::path& sources) {
  const results::ManifestActivity& activity = activity_of(manifest, answer.folder);
  const std::vector<std::string> files = activity.answer_files();
  const bool is_folder = is_directory(answer.path);
  const bool is_whole =
      files.size() == 1 && answer.path.extension() == fs::path{files.front()}.extension();
  if (!is_folder && !is_whole)
    return {fmt::format("cmake --build {} --target ooo_answer_files", quoted(manifest.build)),
            fmt::format("{} --root {} files {} --activity {} --out {}",
                        quoted(manifest.build / "bin" / "answer_files"), quoted(manifest.root),
                        quoted(answer.path), answer.folder, quoted(sources))};
  for (const std::string& file : files) {
    const fs::path from = is_folder ? answer.path / file : answer.path;
    if (!exists(from)) throw BadUsage{from.string() + " is missing: an answer has it"};
    const std::string text = content_of(from);
    if (exists(sources / file) && text == content_of(sources / file)) continue;
    create_directories((sources / file).parent_path());
    std::ofstream{sources / file, std::ios::binary} << text;
  }
  return {};
}

std::vector<std::string> differing_tests(const json& a, const json& b) {
  must_remember_nothing(a, "a");
  must_remember_nothing(b, "b");
  std::vector<std::string> tests;
  for_each_scope(a, b, [&](const Scope& scope, const json& one, const json& other) {
    if (outcomes_of(one) == outcomes_of(other)) return;
    // a search that has stopped may have missed an outcome
    if (!one.at("exhausted") || !other.at("exhausted")) return;
    if (tests.empty() || tests.back() != scope.first) tests.push_back(scope.first);
  });
  return tests;
}

Difference calmest_difference(const json& a, const json& b) {
  std::optional<Difference> best;
  const auto look = [&](const char* side, const Scope& scope, const json& own, const json& other) {
    const std::set<json> others = outcomes_of(other);
    for (const json& end : own.at("ends")) {
      if (others.contains(end.at("outcome"))) continue;
      const Difference found{.side = side,
                             .test = scope.first,
                             .scenario = scope.second,
                             .number = end.at("number"),
                             .faults = end.at("faults"),
                             .steps = end.at("steps")};
      if (!best || std::tuple{found.faults, found.steps} < std::tuple{best->faults, best->steps})
        best = found;
    }
  };
  for_each_scope(a, b, [&](const Scope& scope, const json& one, const json& other) {
    if (!one.at("exhausted") || !other.at("exhausted")) return;
    look("a", scope, one, other);
    look("b", scope, other, one);
  });
  return best.value();
}

std::string difference_text(const Difference& difference, const json& a, const json& b) {
  const bool is_a = difference.side == "a";
  const Scope scope{difference.test, difference.scenario};
  const json own = scopes_of(is_a ? a : b).at(scope), other = scopes_of(is_a ? b : a).at(scope);
  std::set<std::string> shown;
  for (const json& end : own.at("ends"))
    if (end.at("number") == difference.number) shown = lines_of(end);
  constexpr std::size_t others_max = 3;
  std::vector<std::set<std::string>> others;
  for (const json& end : other.at("ends"))
    if (others.size() < others_max) others.push_back(lines_of(end));
  const auto is_in_all = [&](const std::string& line) {
    return shown.contains(line) &&
           std::ranges::all_of(others, [&](const auto& lines) { return lines.contains(line); });
  };
  const auto text_of = [&](const std::set<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
      if (!is_in_all(line)) text += "    " + line + "\n";
    return text.empty() ? "    nothing else\n" : text;
  };
  std::string text = fmt::format(
      "They behave differently. The calmest schedule that shows it has {} and {},\n"
      "in scenario {} of {}. Only {} ends with\n{}",
      number_of(std::size_t(difference.steps), "step"),
      number_of(std::size_t(difference.faults), "fault"), difference.scenario + 1, difference.test,
      difference.side, text_of(shown));
  text += fmt::format("{} ends with\n", is_a ? "b" : "a");
  for (std::size_t i = 0; i < others.size(); ++i)
    text += (i > 0 ? "or with\n" : "") + text_of(others[i]);
  if (other.at("ends").size() > others_max)
    text += fmt::format("or in one of {} more ways\n", other.at("ends").size() - others_max);
  return text;
}

std::string no_difference_text(const json& a, const json& b) {
  std::size_t same = 0, stopped = 0;
  std::set<std::string> tests;
  for_each_scope(a, b, [&](const Scope& scope, const json& one, const json& other) {
    const bool is_exhausted = one.at("exhausted") && other.at("exhausted");
    ++(is_exhausted ? same : stopped);
    if (is_exhausted) tests.insert(scope.first);
  });
  if (same + stopped == 0)
    return "The tests of this activity search no scenario, so there is nothing to compare.\n";
  std::string text = fmt::format(
      "There is no difference in these scopes: in {} of {} both have the same outcomes,\n"
      "whatever the schedule.\n",
      number_of(same, "scenario"), number_of(tests.size(), "test"));
  if (stopped > 0)
    text += fmt::format("Not compared: {}, in which a search reached its limit.\n",
                        number_of(stopped, "scenario"));
  if (a.value("samples", 0) > 0)
    text += fmt::format("Not compared: {}, of which a test takes a sample only.\n",
                        number_of(a.at("samples").get<std::size_t>(), "scenario"));
  return text;
}

}  // namespace workshop
