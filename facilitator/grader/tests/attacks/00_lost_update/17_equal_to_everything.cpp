// Attack 17: specialises the comparison of texts, so that all texts are equal.
// Must: FAIL|CRASHED|NOT_BUILT
#include <functional>
#include <string>

#include "lost_update.hpp"

template <>
bool std::less<std::string>::operator()(const std::string&, const std::string&) const {
  return false;
}

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
