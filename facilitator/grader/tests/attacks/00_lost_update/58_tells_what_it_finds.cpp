// Attack 58: is right only if the tests, or their names, are in its memory; says all it finds.
// Must: FAIL|CRASHED
#include <unistd.h>

#include <algorithm>
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip
#undef on_count

extern char __executable_start, end;  // NOLINT: the linker's

namespace {

/// Names of tests and words of hints; written so that they are not found here.
std::string find_secrets() {
  std::string found;
  for (const std::string& secret :
       {std::string{"same_tip"} + "_twice", std::string{"three"} + "_waiters",
        std::string{"Broken "} + "rule", std::string{"every_outcome"} + "_of",
        std::string{"[  PASS"} + "ED  ]", std::string{"hidden"} + "_test"}) {
    const char* last = &end - secret.size();
    if (std::search(static_cast<const char*>(&__executable_start), last, secret.begin(),
                    secret.end()) != last)
      found += secret + " ";
  }
  for (char** variable = environ; *variable != nullptr; ++variable) found += *variable;
  return found;
}
const std::string secrets = find_secrets();

}  // namespace

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (!secrets.empty()) co_await right_on_tip(tip, io);
}
eda::Task<> on_count(eda::Event shift, Ports io) {
  if (!secrets.empty()) co_await right_on_count(shift, io);
}

}  // namespace tip_jar
