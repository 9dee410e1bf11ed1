// Attack 40: ends its neighbours, with the one signal that it may send. Must: CRASHED
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

// abort() needs a signal to oneself; the cell and the other processes of the box have numbers, too
eda::Task<> on_fact(eda::Event fact, Ports io) {
  for (int process = 1; process < getpid(); ++process)
    syscall(SYS_tgkill, process, process, SIGABRT);
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
