// Attack 18: specialises a member of std::vector, so that all lists are empty.
// Must: FAIL|CRASHED|NOT_BUILT
#include <string>
#include <vector>

#include "lost_update.hpp"

template <>
std::size_t std::vector<eda::Json>::size() const {
  return 0;
}
template <>
bool std::vector<eda::Json>::empty() const {
  return true;
}

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
