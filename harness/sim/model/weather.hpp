#pragma once

#include <string_view>
#include <vector>

#include "sim/model/port.hpp"

namespace sim {

/// Number in `weather` of what holds for `target` at a moment, since the start; -1: it is good.
int weather_at(const std::vector<Weather>& weather, std::string_view target, int now_ms);

/// Effects of a request to `target` under its weather at that moment. `effects`: those in good
/// weather. `no_answer`: what the caller is told when there is none.
std::vector<Effect> under(const std::vector<Weather>& weather, std::string_view target,
                          const Situation& situation, std::vector<Effect> effects,
                          const eda::Json& no_answer);

}  // namespace sim
