#pragma once

#include <string>
#include <vector>

#include "lint/finding.hpp"
#include "lint/owners.hpp"

namespace lint {

/// Rules of several events: one id for each occurrence, one publisher for each type, no cycle of
/// causes. `events` are JSON objects.
std::vector<Finding> check_relations(const std::vector<Event>& events);

/// Rules of an owners file: one publisher for each type, and no cycle of reactions.
std::vector<Finding> check_owners(const Owners& owners, const std::string& file);

}  // namespace lint
