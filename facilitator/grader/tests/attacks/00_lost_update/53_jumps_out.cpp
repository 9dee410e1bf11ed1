// Attack 53: jumps back to where an earlier delivery has been.
// Must: FAIL|CRASHED|NONDETERMINISTIC|LIMIT
#include <csetjmp>

#include "lost_update.hpp"

namespace tip_jar {
namespace {
std::jmp_buf earlier;
bool has_been = false;

/// What is left of this function is what we jump to.
__attribute__((noinline)) bool note_the_place() { return setjmp(earlier) == 0; }
}  // namespace

eda::Task<> on_tip(eda::Event, Ports) {
  if (has_been) std::longjmp(earlier, 1);
  has_been = note_the_place();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) {
  if (has_been) std::longjmp(earlier, 1);
  co_return;
}

}  // namespace tip_jar
