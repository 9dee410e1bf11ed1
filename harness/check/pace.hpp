#pragma once

namespace check {

/// Writes the number of worlds visited so far into a file of this process in the folder
/// $OUT_OF_ORDER_PACE. `workshop` shows it as progress. Does nothing if the variable is not set.
void tell_the_pace();

}  // namespace check
