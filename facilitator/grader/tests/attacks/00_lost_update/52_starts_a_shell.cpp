// Attack 52: executes another program.
// Must: FAIL
#include <unistd.h>

#include "lost_update.hpp"

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) {
  char shell[] = "/bin/sh";
  char* const words[] = {shell, nullptr};
  execve(shell, words, nullptr);
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
