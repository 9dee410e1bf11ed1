#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.hpp"

namespace lint {

/// Events of a file, and what is wrong with its text.
struct Input {
  std::vector<Event> events;
  std::vector<Finding> findings;
};

/// Reads one event, an array of events (a batch of CloudEvents), or JSON lines. JSON that is no
/// event itself counts as the events within it: an entry of EventBridge with a CloudEvent as its
/// "detail", an answer to an activity.
Input read_events(std::string_view text, const std::string& file);

}  // namespace lint
