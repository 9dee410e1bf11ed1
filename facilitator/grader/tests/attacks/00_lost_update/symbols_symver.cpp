// Attack: gives its own functions versioned names of the program.
// Must: NOT_BUILT|FAIL|CRASHED|LIMIT
#include "lost_update.hpp"

extern "C" __attribute__((used)) int their_main() { return 0; }
extern "C" __attribute__((used)) long their_write(int, const void*, unsigned long n) {
  return long(n);
}
asm(".symver their_main, main@@GLIBC_2.34");
asm(".symver their_write, write@@GLIBC_2.2.5");

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
