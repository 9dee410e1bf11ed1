#include "results/activity.hpp"

#include <fmt/format.h>

#include <algorithm>

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

}  // namespace

Activity read_activity(const std::filesystem::path& root, const std::string& folder) {
  const std::string name = "exercises/" + folder + "/activity.json";
  const Fields fields = read_fields(root / name, name);
  fields.only({"title", "idea", "minutes", "track", "services", "points", "prerequisites",
               "size_lines", "hints"});

  Activity activity;
  activity.title = fields.text("title");
  activity.idea = fields.text("idea");
  activity.minutes = fields.number("minutes", 1, 600);
  activity.track = fields.text("track");
  const std::vector<std::string> tracks{"pre-work", "core", "deep dive", "full day", "self-paced"};
  if (std::ranges::count(tracks, activity.track) == 0) {
    fields.complain("track", fmt::format("one of: {}", fmt::join(tracks, ", ")));
  }
  activity.services = fields.texts("services");
  if (activity.services.empty()) fields.complain("services", "the C++ names of its services");
  activity.points = read_points(fields.object("points"));
  activity.prerequisites = fields.texts("prerequisites");
  activity.size_lines = fields.number("size_lines", 1, 1000);
  activity.hints = fields.texts("hints");
  if (activity.hints.size() != 3) fields.complain("hints", "three texts");
  return activity;
}

}  // namespace results
