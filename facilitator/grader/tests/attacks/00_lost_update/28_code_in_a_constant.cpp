// Attack 28: has the code for an exit in a constant in the code section.
// Must: CRASHED
#include <cstdint>

#include "lost_update.hpp"

// mov edi, 0; mov eax, 231 (exit_group); syscall
__attribute__((section(".text#"), used)) static const unsigned char code[] = {
    0xbf, 0, 0, 0, 0, 0xb8, 231, 0, 0, 0, 0x0f, 0x05};

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  reinterpret_cast<void (*)()>(reinterpret_cast<std::uintptr_t>(code))();
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
