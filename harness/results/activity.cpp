#include "results/activity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "results/json_file.hpp"

namespace results {
namespace {

Points read_points(const Fields& fields) {
  fields.only({"visible", "hidden", "stretch"});
  Points points;
  points.visible = fields.number("visible", 0, 100);
  points.hidden = fields.number("hidden", 0, 100);
  if (points.visible + points.hidden != 100) {
    fields.complain("hidden", fmt::format("{} (with visible: 100)", 100 - points.visible));
  }
  if (!fields.has("stretch")) return points;
  const Fields stretch = fields.object("stretch");
  for (const std::string& family : stretch.names()) {
    points.stretch[family] = stretch.number(family, 1, 100);
  }
  return points;
}

/// Reads the files of an answer. Their names differ also without their folders, since a submission
/// may have lost the folders.
std::vector<std::string> read_files(const Fields& fields, const std::string& folder) {
  const std::string name = folder.substr(3);
  if (!fields.has("files")) return {name + ".cpp"};
  static const std::regex allowed{R"(([a-z0-9_]+/)?[a-z][a-z0-9_]*\.(cpp|json|txt|md))"};
  const std::vector<std::string> files = fields.texts("files");
  std::set<std::string> names{"activity.json", name + "_test.cpp"};
  for (const std::string& file : files) {
    const bool is_new = names.insert(std::filesystem::path{file}.filename().string()).second;
    if (!is_new || !std::regex_match(file, allowed)) names.clear();
  }
  if (files.empty() || names.empty())
    fields.complain("files",
                    "different names in small letters, at most one folder deep, with the "
                    "ending .cpp, .json, .txt or .md");
  return files;
}

/// Reads the name of the suite. An answer with a suite has no other code.
std::string read_suite(const Fields& fields, const std::vector<std::string>& files) {
  if (!fields.has("suite")) return "";
  const std::string suite = fields.text("suite");
  if (!is_code(suite) || std::ranges::count(files, suite) == 0 ||
      std::ranges::count_if(files, is_code) > 1)
    fields.complain("suite", "the only file of the answer that is code");
  return suite;
}

std::vector<std::string> read_services(const Fields& fields,
                                       const std::vector<std::string>& files) {
  const bool has_services = std::ranges::any_of(files, is_code) && !fields.has("suite");
  if (!has_services && !fields.has("services")) return {};
  if (!has_services)
    fields.complain("services", fields.has("suite") ? "left out: the code is a suite of tests"
                                                    : "left out: no file of the answer is code");
  std::vector<std::string> services = fields.texts("services");
  if (services.empty()) fields.complain("services", "the C++ names of its services");
  return services;
}

/// Reads the short forms; none may take longer than the whole activity.
std::vector<ShortForm> read_short_forms(const Fields& fields, int minutes_max) {
  std::vector<ShortForm> forms;
  if (!fields.has("short_forms")) return forms;
  std::set<std::string> names;
  for (const Fields& form : fields.objects("short_forms")) {
    form.only({"name", "minutes"});
    forms.push_back({form.text("name"), form.number("minutes", 1, minutes_max)});
    if (!names.insert(forms.back().name).second)
      form.complain("name", "another name than that of the other short forms");
  }
  return forms;
}

}  // namespace

bool is_code(std::string_view file) { return file.ends_with(".cpp"); }

Activity read_activity(const std::filesystem::path& root, const std::string& folder) {
  const std::string name = "exercises/" + folder + "/activity.json";
  const Fields fields = read_fields(root / name, name);
  fields.only({"title", "idea", "minutes", "track", "files", "suite", "services", "points",
               "prerequisites", "size_lines", "hints", "short_forms"});

  Activity activity;
  activity.title = fields.text("title");
  activity.idea = fields.text("idea");
  activity.minutes = fields.number("minutes", 1, 600);
  activity.track = fields.text("track");
  const std::vector<std::string> tracks{"pre-work", "core", "deep dive", "full day", "self-paced"};
  if (std::ranges::count(tracks, activity.track) == 0) {
    fields.complain("track", fmt::format("one of: {}", fmt::join(tracks, ", ")));
  }
  activity.files = read_files(fields, folder);
  activity.suite = read_suite(fields, activity.files);
  activity.services = read_services(fields, activity.files);
  activity.points = read_points(fields.object("points"));
  activity.prerequisites = fields.texts("prerequisites");
  activity.size_lines = fields.number("size_lines", 1, 1000);
  activity.hints = fields.texts("hints");
  if (activity.hints.size() != 3) fields.complain("hints", "three texts");
  activity.short_forms = read_short_forms(fields, activity.minutes);
  return activity;
}

}  // namespace results
