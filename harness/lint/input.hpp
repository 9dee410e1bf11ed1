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

/// Reads one event, an array of events (a batch of CloudEvents), or JSON lines. An entry of
/// EventBridge, with a CloudEvent as its "detail", counts as that event.
Input read_events(std::string_view text, const std::string& file);

}  // namespace lint
