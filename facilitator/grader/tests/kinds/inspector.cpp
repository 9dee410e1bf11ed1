#include "inspector.hpp"

namespace inspector {

eda::Task<> on_opened(eda::Event, Ports) { co_return; }
eda::Task<> on_replied(eda::Event, Ports) { co_return; }

}  // namespace inspector
