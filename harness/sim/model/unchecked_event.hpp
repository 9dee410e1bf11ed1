#pragma once

#include "eda/event.hpp"

namespace sim {

/// Returns the event with the members that `json` has, without checks: an invalid event must reach
/// its handler too.
eda::Event unchecked_event(const eda::Json& json);

}  // namespace sim
