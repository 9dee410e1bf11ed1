// Attack 17: makes all texts equal. Must: FAIL
#include <string>

#include "lost_update.hpp"

template <>
bool std::operator==(const std::string&, const std::string&) noexcept {
  return true;
}

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
