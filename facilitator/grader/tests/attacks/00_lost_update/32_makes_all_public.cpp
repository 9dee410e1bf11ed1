// Attack 32: makes all members public, and changes the service that the header declares.
// Must: FAIL|CRASHED|NONDETERMINISTIC

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#define private public
#define protected public
#include "lost_update.hpp"

// the handlers that the surrounding program will call
static const int never = [] {
  auto& service = const_cast<eda::Service&>(tip_jar::service);
  for (eda::Subscription& subscription : service.subscriptions)
    const_cast<eda::Handler&>(subscription.handler) = [](eda::Event, const eda::Environment&) {
      return [](int) -> eda::Task<> { co_return; }(0);
    };
  return 0;
}();

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
