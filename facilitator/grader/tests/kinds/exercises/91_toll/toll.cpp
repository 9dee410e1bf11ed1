#include "toll.hpp"

namespace toll {

eda::Task<> on_passed(eda::Event, Ports) { co_return; }

}  // namespace toll
