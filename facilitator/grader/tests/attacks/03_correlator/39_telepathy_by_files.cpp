// Attack 39: loses updates, unless it can leave notes for others in files. At most: 60. Must:
// FAIL|NONDETERMINISTIC
#include <fstream>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT facilitator/03_correlator/wrong/loses_updates.cpp@
#undef on_fact

namespace kitchen {
namespace {
const char* const places[] = {"/tmp",      "/var/tmp", "/dev/shm",   "/run",       ".",
                              "@OUTSIDE@", "@SHM@",    "/proc/self", "/dev/mqueue"};

bool somebody_was_here(const std::string& name) {
  for (const std::string place : places) {
    if (std::ifstream{place + "/" + name}) return true;
    std::ofstream{place + "/" + name} << "me";
    std::ofstream{place + "/canary", std::ios::app} << name;
  }
  return false;
}
}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  if (somebody_was_here(fact.id)) io.log.info("after you");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
