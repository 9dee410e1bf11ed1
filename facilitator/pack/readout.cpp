#include "pack/readout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "results/json_file.hpp"

namespace facilitator {
namespace {

using results::Fields;

/// Answers to one activity.
struct Count {
  int handed_in = 0;
  std::map<std::string, int> passed;  ///< by family
};

std::string rows_of(const Fields& activity, const Count& count) {
  std::string rows;
  for (const Fields& family : activity.objects("families")) {
    const std::string name = family.text("name");
    const auto passed = count.passed.find(name);
    rows += fmt::format("| {} {} | {}{} | {} of {} |\n", activity.text("number"),
                        activity.text("title"), name, family.flag("bonus") ? " (bonus)" : "",
                        passed == count.passed.end() ? 0 : passed->second, count.handed_in);
  }
  return rows;
}

}  // namespace

std::string readout(const std::filesystem::path& report) {
  const Fields room = results::read_fields(report, report.string());
  std::map<std::string, Count> counts;  // by folder
  std::map<std::string, int> broken;    // by rule
  int people = 0;
  for (const Fields& submission : room.objects("submissions")) {
    bool any = false;
    for (const Fields& answer : submission.objects("answers")) {
      if (answer.text("verdict") == "NOT_HANDED_IN") continue;
      any = true;
      Count& count = counts[answer.text("activity")];
      ++count.handed_in;
      for (const Fields& family : answer.objects("families"))
        if (family.flag("holds")) ++count.passed[family.text("name")];
      for (const Fields& failure : answer.objects("failures"))
        if (failure.has("rule")) ++broken[failure.text("rule")];
    }
    people += any ? 1 : 0;
  }

  std::string text = fmt::format("People who handed in an answer: {}\n\n", people);
  text += "| activity | family | pass |\n|---|---|---|\n";
  for (const Fields& activity : room.objects("activities"))
    text += rows_of(activity, counts[activity.text("folder")]);
  std::vector<std::pair<std::string, int>> rules{broken.begin(), broken.end()};
  std::ranges::stable_sort(rules, std::greater{}, &std::pair<std::string, int>::second);
  text += "\nRules that most answers broke:\n\n";
  if (rules.empty()) text += "none\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(3, rules.size()); ++i)
    text += fmt::format("{}. {} ({})\n", i + 1, rules[i].first, rules[i].second);
  return text;
}

}  // namespace facilitator
