// Attack 53: unwinds all frames up to main(), through all callers.
// Must: FAIL|CRASHED
#include <unistd.h>
#include <unwind.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  static _Unwind_Exception exception{};
  const auto never_stop = [](int, _Unwind_Action actions, _Unwind_Exception_Class,
                             _Unwind_Exception*, _Unwind_Context*, void*) {
    if ((actions & _UA_END_OF_STACK) != 0) _exit(0);
    return _URC_NO_REASON;
  };
  _Unwind_ForcedUnwind(&exception, never_stop, nullptr);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
