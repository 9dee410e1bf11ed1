#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// Returns the text of a file with events; "-" is standard input. Throws BadUsage if it cannot be
/// read.
std::string events_text(const std::string& file);

/// Findings in the events of some files.
struct Linted {
  std::vector<lint::Finding> findings;
  std::size_t events = 0;
};

/// Checks the events in `files`; "-" is standard input. The rules are those of the checkout `root`.
/// `owners`: an owners file of another domain, which is checked too; empty: that of the checkout.
/// Throws BadUsage if a file cannot be read, and lint::InvalidData for an owners file.
Linted lint_files(const std::filesystem::path& root, const std::vector<std::string>& files,
                  const std::string& owners);

/// Returns the findings as text, with place, rule, cure and source.
std::string lint_report(const Linted& linted, const Terminal& terminal);

/// Returns {"events": 3, "findings": [{"file", "line", "pointer", "rule", "what", "cure",
/// "source"}]}. "line" is null in a file that is not of JSON lines.
std::string lint_json(const Linted& linted);

}  // namespace workshop
