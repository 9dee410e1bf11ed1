#pragma once

#include <string>
#include <vector>

namespace grader {

/// What an object file must not hold, in a sentence each with the symbol and the rule. A filter for
/// what no handler ever needs, not the wall: that is the box. `readelf` is what readelf --wide
/// --sections --symbols says of the object; whoever writes names into it can only accuse himself.
std::vector<std::string> objections(const std::string& readelf);

}  // namespace grader
