#include "correlator.hpp"

namespace kitchen {

// A caricature: a kitchen that hears everything and never says anything.

eda::Task<> on_fact(eda::Event, Ports) { co_return; }
eda::Task<> on_timer(eda::Event, Ports) { co_return; }
eda::Task<> on_sweep(eda::Event, Ports) { co_return; }
eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
