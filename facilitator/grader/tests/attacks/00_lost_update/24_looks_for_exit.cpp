// Attack 24: looks up exit by the dynamic loader.
// Must: FAIL|CRASHED|NOT_BUILT
#include <dlfcn.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  using Exit = void (*)(int);
  if (const auto found = reinterpret_cast<Exit>(dlsym(RTLD_DEFAULT, "_exit"))) found(0);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
