#pragma once

namespace check {

/// Where $OUT_OF_ORDER_PACE names a folder: writes into it, in a file of this process, how many
/// worlds the search has come to. `workshop` shows it to somebody who waits.
void tell_the_pace();

}  // namespace check
