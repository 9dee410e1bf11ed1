#include "workshop/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "lint/input.hpp"
#include "lint/linter.hpp"
#include "lint/relation_rules.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

std::string place_of(const lint::Finding& finding) {
  std::string place = finding.file;
  if (finding.line > 0) place += fmt::format(":{}", finding.line);
  if (!finding.pointer.empty()) place += " " + finding.pointer;
  return place;
}

std::string counted(std::size_t n, const char* thing) {
  return fmt::format("{} {}{}", n == 0 ? "No" : fmt::format("{}", n), thing, n == 1 ? "" : "s");
}

}  // namespace

std::string events_text(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>{std::cin}, {}};
  std::ifstream stream{file, std::ios::binary};
  if (!stream || std::filesystem::is_directory(file))
    throw BadUsage{
        fmt::format("{} cannot be read; name a file with events, or - for the input", file)};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

Linted lint_files(const std::filesystem::path& root, const std::vector<std::string>& files,
                  const std::string& owners) {
  const lint::Linter linter = lint::read_linter(root, owners);
  Linted linted;
  std::vector<lint::Event> events;
  if (!owners.empty()) linted.findings = lint::check_owners(lint::read_owners(owners), owners);
  for (const std::string& file : files) {
    lint::Input input = lint::read_events(events_text(file), file);
    std::ranges::move(input.events, std::back_inserter(events));
    std::ranges::move(input.findings, std::back_inserter(linted.findings));
  }
  std::ranges::move(linter.check(events), std::back_inserter(linted.findings));
  linted.events = events.size();
  return linted;
}

std::string lint_report(const Linted& linted, const Terminal& terminal) {
  const auto painted = [&](const char* paint, const std::string& text) {
    return terminal.colour ? fmt::format("\x1b[{}m{}\x1b[0m", paint, text) : text;
  };
  std::string report;
  for (const lint::Finding& finding : linted.findings) {
    report += fmt::format("{}  {}\n", painted("1", place_of(finding)), painted("31", finding.rule));
    report += wrapped(finding.what, 2) + '\n';
    report += wrapped("To do: " + finding.cure, 2) + '\n';
    report += wrapped("Source: " + lint::source_of(finding.rule), 2) + "\n\n";
  }
  const std::string sum = counted(linted.findings.size(), "finding") + " in " +
                          fmt::format("{} event{}.", linted.events, linted.events == 1 ? "" : "s");
  return report + painted(linted.findings.empty() ? "32" : "31", sum) + '\n';
}

std::string lint_json(const Linted& linted) {
  eda::Json findings = eda::Json::array();
  for (const lint::Finding& each : linted.findings)
    findings.push_back({{"file", each.file},
                        {"line", each.line > 0 ? eda::Json(each.line) : eda::Json()},
                        {"pointer", each.pointer},
                        {"rule", each.rule},
                        {"what", each.what},
                        {"cure", each.cure},
                        {"source", lint::source_of(each.rule)}});
  const eda::Json all{{"events", linted.events}, {"findings", findings}};
  return all.dump(2, ' ', false, eda::Json::error_handler_t::replace) + '\n';
}

}  // namespace workshop
