// Attack 11: as 11_exit_in_a_listener, but with weak symbols, for a program with tests.
// Must: FAIL
#include <cstdlib>

#include "lost_update.hpp"

extern "C" {
__attribute__((weak)) void* _ZN7testing8UnitTest11GetInstanceEv();
__attribute__((weak)) void* _ZN7testing8UnitTest9listenersEv(void*);
__attribute__((weak)) void _ZN7testing18TestEventListeners6AppendEPNS_17TestEventListenerE(void*,
                                                                                           void*);
}

namespace {

/// Has the layout of a TestEventListener; each of its functions exits.
void leave() { std::_Exit(0); }
void (*const table[20])() = {leave, leave, leave, leave, leave, leave, leave, leave, leave, leave,
                             leave, leave, leave, leave, leave, leave, leave, leave, leave, leave};
const void* listener[] = {table};

const int never = [] {
  if (_ZN7testing8UnitTest11GetInstanceEv == nullptr) return 0;
  void* tests = _ZN7testing8UnitTest11GetInstanceEv();
  _ZN7testing18TestEventListeners6AppendEPNS_17TestEventListenerE(
      _ZN7testing8UnitTest9listenersEv(tests), listener);
  return 1;
}();

}  // namespace

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
