#include "workshop/log_rules.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "results/json_file.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;

constexpr int minutes_max = 366 * 24 * 60;

fs::path rules_of(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  return manifest.root / "exercises" / activity.folder / "observe.json";
}

/// Returns the file with the rules. Throws BadUsage.
fs::path rules_file(const results::Manifest& manifest, const std::string& asked) {
  if (fs::is_regular_file(manifest.here / asked)) return manifest.here / asked;
  if (asked.find_first_of("./\\") != asked.npos)
    throw BadUsage{fmt::format("{} cannot be read; name a file with rules, or an activity", asked)};
  const results::ManifestActivity& activity = activity_of(manifest, asked);
  if (exists(rules_of(manifest, activity))) return rules_of(manifest, activity);
  std::vector<std::string> with_rules;
  for (const results::ManifestActivity& each : manifest.activities)
    if (exists(rules_of(manifest, each))) with_rules.push_back(each.number());
  throw BadUsage{fmt::format(
      "{} has no rules for a log. These have: {}. For rules of your own, copy the observe.json of "
      "one of them, and name the file.",
      activity.number(), joined(with_rules))};
}

eda::Json::json_pointer pointer_from(const results::Fields& rules, const std::string& text) {
  try {
    if (!text.empty()) return eda::Json::json_pointer{text};
  } catch (const eda::Json::exception&) {
    // the complaint below
  }
  rules.complain("subject", "JSON pointers into an event, such as \"/data/orderId\"");
}

}  // namespace

std::set<std::string> LogRules::types() const {
  std::set<std::string> all{causes.begin(), causes.end()};
  for (const End& end : ends) all.insert(end.one_of.begin(), end.one_of.end());
  for (const auto& [type, needed] : needs) {
    all.insert(type);
    all.insert(needed.begin(), needed.end());
  }
  return all;
}

LogRules read_log_rules(const results::Manifest& manifest, const std::string& asked) {
  const fs::path file = rules_file(manifest, asked);
  const results::Fields fields = results::read_fields(file, file.generic_string());
  fields.only({"subject", "causes", "ends", "needs", "minutes"});
  LogRules rules{.subject = {}, .causes = fields.texts("causes"), .ends = {}, .needs = {}};
  for (const std::string& text : fields.texts("subject"))
    rules.subject.push_back(pointer_from(fields, text));
  if (rules.subject.empty()) fields.complain("subject", "a list with a member of an event");
  for (const results::Fields& end : fields.objects("ends")) {
    end.only({"one_of", "optional"});
    if (end.texts("one_of").empty()) end.complain("one_of", "a list with a type of events");
    rules.ends.push_back({end.texts("one_of"), end.has("optional") && end.flag("optional")});
  }
  if (fields.has("needs")) {
    const results::Fields needs = fields.object("needs");
    for (const std::string& type : needs.names()) rules.needs[type] = needs.texts(type);
  }
  if (fields.has("minutes"))
    rules.within = std::chrono::minutes{fields.number("minutes", 0, minutes_max)};
  return rules;
}

}  // namespace workshop
