// Attack 53: jumps back into the frame of an earlier delivery.
// Must: FAIL|CRASHED|NONDETERMINISTIC|LIMIT
#include <csetjmp>

#include "lost_update.hpp"

namespace tip_jar {
namespace {
std::jmp_buf earlier;
bool has_been = false;

/// Stores its context. The attack jumps to what remains of its frame.
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
