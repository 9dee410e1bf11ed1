#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "eda/service.hpp"
#include "real/engine.hpp"
#include "sim/tell/trace.hpp"

namespace real {

/// Returns all lines of the journals in a folder, in the order of their moments.
std::vector<Json> read_journals(const std::filesystem::path& folder);

/// Returns the schedule of those deliveries whose event is `wanted`: the same form as that of a
/// simulated schedule, so that the same page draws it. Deliveries without an end have died.
sim::Trace trace_of_journal(const std::vector<Json>& lines,
                            const std::vector<eda::Service>& services,
                            const std::function<bool(const Json& event)>& wanted);

}  // namespace real
