#include "pack/notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "answers/lines.hpp"
#include "answers/wrong_turns.hpp"
#include "results/json_file.hpp"

namespace facilitator {
namespace {

using answers::Lines;

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \n") + 1 - begin);
}

/// Returns the points of a Markdown list, each as one line.
std::vector<std::string> points_of(const std::string& list) {
  std::vector<std::string> points;
  for (const std::string& line : answers::lines_of(list)) {
    if (line.starts_with("- "))
      points.push_back(line.substr(2));
    else if (!points.empty() && line.starts_with("  "))
      points.back() += " " + trimmed(line);
    else if (!points.empty())
      break;
  }
  return points;
}

std::string without_title(const std::string& markdown) {
  const std::size_t end = markdown.find('\n');
  return markdown.starts_with("# ") ? trimmed(markdown.substr(end)) : trimmed(markdown);
}

/// Returns notes with links as they are seen from the folder above them, where the pack is.
std::string seen_from_above(std::string notes) {
  constexpr std::string_view link = "](../";
  for (std::size_t at = notes.find(link); at != std::string::npos; at = notes.find(link, at))
    notes.erase(at + 2, 3);
  return notes;
}

/// Returns notes without their title and their table of wrong turns.
std::string without_wrong_turns(const std::string& notes) {
  std::string rest = without_title(notes);
  const std::size_t begin = rest.find(answers::table_begin);
  const std::size_t end = rest.find(answers::table_end, std::min(begin, rest.size()));
  if (end == std::string::npos) return rest;
  const std::size_t heading = rest.rfind("**Wrong turns", begin);
  rest.erase(std::min(heading, begin), end + answers::table_end.size() - std::min(heading, begin));
  return trimmed(std::regex_replace(rest, std::regex{"\n{3,}"}, "\n\n"));
}

}  // namespace

std::string part_of_notes(const std::string& notes, const std::string& name) {
  std::string part;
  bool inside = false;
  for (const std::string& line : answers::lines_of(notes)) {
    const bool begins = line.starts_with("**" + name + "**") ||
                        line.starts_with("**" + name + ".**") ||
                        line.starts_with("**" + name + ". ");
    const bool is_name = line.starts_with("**") && line.find("**", 2) != std::string::npos;
    if (begins) {
      inside = true;
      part = line.substr(line.find("**", 2) + 2) + "\n";
    } else if (inside && (is_name || line.starts_with("#") || line.starts_with("|"))) {
      break;
    } else if (inside) {
      part += line + "\n";
    }
  }
  return trimmed(part);
}

std::string section_of(const std::string& markdown, const std::string& name) {
  std::string section;
  bool inside = false;
  for (const std::string& line : answers::lines_of(markdown)) {
    if (line.starts_with("## "))
      inside = line == "## " + name;
    else if (inside)
      section += line + "\n";
  }
  return trimmed(section);
}

std::vector<ActivityNotes> read_notes(const std::filesystem::path& root) {
  std::vector<ActivityNotes> all;
  for (const auto& entry : std::filesystem::directory_iterator{root / "exercises"}) {
    if (!exists(entry.path() / "activity.json")) continue;
    ActivityNotes activity;
    activity.folder = entry.path().filename().string();
    activity.about = results::read_activity(root, activity.folder);
    const std::string name = "facilitator/" + activity.folder + "/notes.md";
    const std::string notes = seen_from_above(answers::read_text(root / name, name));
    activity.aim = part_of_notes(notes, "Aim");
    activity.ask = points_of(part_of_notes(notes, "Ask"));
    activity.debrief = part_of_notes(notes, "Debrief");
    activity.script = without_wrong_turns(notes);
    activity.half_time_move = answers::squeezed(part_of_notes(notes, "Half-time move"));
    const std::string why = "solutions/" + activity.folder + "/why.md";
    activity.why = without_title(answers::read_text(root / why, why));
    activity.elsewhere = section_of(activity.why, "The same write elsewhere");
    activity.wrong = answers::wrong_answers(root, activity.folder);
    if (activity.ask.empty() || activity.debrief.empty())
      throw results::BadInput{name + ": must have \"**Ask**\" with a list, and \"**Debrief.**\""};
    all.push_back(std::move(activity));
  }
  std::ranges::sort(all, {}, &ActivityNotes::folder);
  return all;
}

std::string with_part(const std::string& document, const std::string& name, const std::string& part,
                      const std::string& shown_as) {
  const std::size_t begin = document.find("<!-- " + name + ": ");
  const std::size_t body = document.find("-->\n", std::min(begin, document.size()));
  const std::string end_line = "<!-- end of " + name + " -->\n";
  const std::size_t end = document.find(end_line, std::min(begin, document.size()));
  if (begin == std::string::npos || body == std::string::npos || end == std::string::npos)
    throw results::BadInput{
        fmt::format("{}: must have the lines\n  <!-- {}: … -->\n  {}", shown_as, name, end_line)};
  return document.substr(0, body + 4) + part + document.substr(end);
}

}  // namespace facilitator
