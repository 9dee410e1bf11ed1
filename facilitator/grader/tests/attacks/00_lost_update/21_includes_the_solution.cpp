// Attack 21: includes the solution.
// Must: NOT_BUILT
#include "@ROOT@/solutions/00_lost_update/lost_update.cpp"
#include "lost_update.hpp"
