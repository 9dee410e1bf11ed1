#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pack/documents.hpp"

namespace facilitator {

/// Returns a sentence for each name in the pack's documents that leads nowhere: a link, a test such
/// as 03.duplicate.paid_twice, a sheet or a demo of the agenda.
std::vector<std::string> broken_references(const Sources& sources);

}  // namespace facilitator
