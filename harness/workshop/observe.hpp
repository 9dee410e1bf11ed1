#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "workshop/log_rules.hpp"
#include "workshop/text.hpp"

namespace workshop {

/// Part of time that a log covers. Its events say from when to when; these two fields say how far
/// to trust them.
struct LogCover {
  /// Longest time from the `time` of an event to its handler, and from there to the log.
  std::chrono::minutes delay{10};
  bool from_start = false;  ///< the log has all events since the first subject
};

/// Verdict on the subjects of a log. What the log does not say is unknown: it is neither right nor
/// wrong.
struct Observed {
  std::size_t events = 0, subjects = 0, right = 0;
  std::size_t nameless = 0;  ///< events of the rules that name no subject, which is wrong
  std::vector<std::string> wrong_subjects, unknown_subjects;
  std::vector<std::string> wrong;                           ///< a sentence for each breach
  std::map<std::string, std::vector<std::string>> unknown;  ///< reason -> subjects
};

/// Returns the events of a log: JSON lines, or an array. An envelope around an event is taken off;
/// "-" is standard input. Throws BadUsage, with file and line, for a file that cannot be read, for
/// a line that is no event, and for a log without events.
std::vector<lint::Event> read_log(const std::string& file);

/// Judges a log. Throws BadUsage if it has no event of a type that the rules name.
Observed observe(const LogRules& rules, const std::vector<lint::Event>& log, const LogCover& cover);

/// Returns the verdict as text: a line for each breach, the unknown subjects by reason, and a sum.
std::string observe_report(const Observed& observed, const Terminal& terminal);

}  // namespace workshop
