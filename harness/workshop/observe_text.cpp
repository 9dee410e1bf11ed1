#include <fmt/format.h>

#include <algorithm>

#include "eda/time.hpp"
#include "lint/input.hpp"
#include "workshop/lint.hpp"
#include "workshop/observe.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

constexpr std::size_t flaws_shown_max = 10, names_shown_max = 5;

/// "1 event", "2 events"
std::string number_of(std::size_t count, const char* thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

/// "log.jsonl:2: "; line 0: the file is one JSON text
std::string at_line(const std::string& file, int line) {
  return line > 0 ? fmt::format("{}:{}: ", file, line) : file + ": ";
}

/// Returns a flaw in the text of a line, whose place there is a column.
std::string without_line(std::string flaw, int line) {
  const std::string first = "line 1, ";
  const std::size_t at = line > 0 ? flaw.find(first) : flaw.npos;
  return at == flaw.npos ? flaw : flaw.erase(at, first.size());
}

/// Returns what keeps `json` from being an event of a log; empty: nothing.
std::string flaw_in(const eda::Json& json) {
  if (!json.is_object()) return "this is no event";
  for (const char* name : {"type", "source", "id"})
    if (!json.contains(name) || !json.at(name).is_string() || json.at(name) == "")
      return fmt::format("this event has no `{}`", name);
  if (!json.contains("time") || json.at("time").is_null()) return "";
  if (!json.at("time").is_string()) return "`time` is no text";
  try {
    eda::from_rfc3339(json.at("time").get<std::string>());
  } catch (const std::invalid_argument& error) {
    return fmt::format("`time`: {}", error.what());
  }
  return "";
}

}  // namespace

std::vector<lint::Event> read_log(const std::string& file) {
  const std::string text = events_text(file);
  const bool is_blank = text.find_first_not_of(" \t\r\n") == text.npos;
  lint::Input input = is_blank ? lint::Input{} : lint::read_events(text, file);
  std::vector<std::string> flaws;
  for (const lint::Finding& finding : input.findings)
    flaws.push_back(at_line(file, finding.line) + without_line(finding.what, finding.line));
  for (const lint::Event& event : input.events)
    if (const std::string flaw = flaw_in(event.json); !flaw.empty())
      flaws.push_back(at_line(event.line > 0 ? file : file + event.place.to_string(), event.line) +
                      flaw);
  if (flaws.size() > flaws_shown_max) {
    const std::size_t others = flaws.size() - flaws_shown_max;
    flaws.resize(flaws_shown_max);
    flaws.push_back(fmt::format("and {} more lines like these", others));
  }
  if (!flaws.empty())
    throw BadUsage{
        fmt::format("a log has one event of CloudEvents in each line\n{}", fmt::join(flaws, "\n"))};
  if (input.events.empty()) throw BadUsage{fmt::format("{} has no events", file)};
  return std::move(input.events);
}

std::string observe_report(const Observed& observed, const Terminal& terminal) {
  const auto painted = [&](const char* paint, const std::string& text) {
    return terminal.colour ? fmt::format("\x1b[{}m{}\x1b[0m", paint, text) : text;
  };
  std::string report;
  for (const std::string& sentence : observed.wrong)
    report += fmt::format("{}    {}\n", painted("31", "WRONG"), sentence);
  for (const auto& [reason, subjects] : observed.unknown) {
    report += fmt::format("{}  {}: {}\n", painted("33", "unknown"),
                          number_of(subjects.size(), "subject"), reason);
    const std::size_t shown = std::min(subjects.size(), names_shown_max);
    report += fmt::format(
        "         {}", fmt::join(subjects.begin(), subjects.begin() + std::ptrdiff_t(shown), ", "));
    report +=
        subjects.size() > shown ? fmt::format(" and {} more\n", subjects.size() - shown) : "\n";
  }
  if (!report.empty()) report += '\n';
  std::string sum =
      fmt::format("{} in {}: {} right, {} wrong, {} unknown.",
                  number_of(observed.subjects, "subject"), number_of(observed.events, "event"),
                  observed.right, observed.wrong_subjects.size(), observed.unknown_subjects.size());
  if (observed.nameless > 0)
    sum += fmt::format(" Wrong too: {} without a subject.", number_of(observed.nameless, "event"));
  return report + painted(observed.wrong.empty() ? "32" : "31", sum) + '\n';
}

}  // namespace workshop
