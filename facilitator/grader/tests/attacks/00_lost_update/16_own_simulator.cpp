// Attack 16: defines the function that runs a handler.
// Must: NOT_BUILT
#include <cstdlib>
#include <vector>

#include "lost_update.hpp"

namespace sim {
struct Suspension;
struct History;
std::vector<Suspension> run_history(const eda::Handler&, const History&) { std::abort(); }
}  // namespace sim

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
