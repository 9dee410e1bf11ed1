// Attack 51: aborts every process that it can name, and is right itself. Must: CRASHED
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  for (int process = 1; process < 64; ++process)
    if (process != getpid()) syscall(SYS_tgkill, process, process, SIGABRT);
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
