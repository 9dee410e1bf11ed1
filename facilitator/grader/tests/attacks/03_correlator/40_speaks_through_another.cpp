// Attack 40: keeps the ports of each delivery, and asks through those of another. At most: 100.
// Must: CRASHED|NONDETERMINISTIC|FAIL|LIMIT
#include <string>
#include <vector>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

// alone, it is the only one; beside others, its questions come from their mouths
eda::Task<> on_fact(eda::Event fact, Ports io) {
  static std::vector<Ports> all;
  all.push_back(io);
  co_await right_on_fact(fact, all[all.size() / 2]);
}

}  // namespace kitchen
