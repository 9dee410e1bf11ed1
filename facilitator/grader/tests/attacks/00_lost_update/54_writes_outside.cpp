// Attack 54: is right only if there is a file somewhere that it can write, remove or link. Must:
// FAIL
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip
#undef on_count

namespace {

bool can_write() {
  bool could = false;
  for (const std::string place :
       {"@OUTSIDE@", "@SHM@", "/tmp", "/var/tmp", "/dev/shm", "/run", ".", "/"}) {
    const std::string canary = place + "/canary", mine = place + "/mine";
    could |= open(canary.c_str(), O_WRONLY | O_TRUNC) >= 0;
    could |= open(mine.c_str(), O_WRONLY | O_CREAT, 0666) >= 0;
    could |= std::rename(canary.c_str(), mine.c_str()) == 0;
    could |= unlink(canary.c_str()) == 0;
  }
  for (const char* file :
       {"@ROOT@/solutions/00_lost_update/lost_update.cpp",
        "@ROOT@/exercises/00_lost_update/lost_update.hpp", "@OUTSIDE@/../answer.cpp"})
    could |= open(file, O_RDWR) >= 0 || unlink(file) == 0;
  return could;
}
const bool has_written = can_write();

}  // namespace

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (has_written) co_await right_on_tip(tip, io);
}
eda::Task<> on_count(eda::Event shift, Ports io) {
  if (has_written) co_await right_on_count(shift, io);
}

}  // namespace tip_jar
