// Attack 40: finds out whether it is rehearsed or live, and works only when live. Must:
// NONDETERMINISTIC|FAIL
#include <cstdint>
#include <string>
#include <vector>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

// what the program around us is made of: its names are public
namespace sim {
struct Ask;
struct Question;
std::vector<Ask> rehearse(const eda::Handler&, const Question&);
}  // namespace sim

namespace kitchen {
namespace {

/// Somebody up the stack will return into sim::rehearse.
__attribute__((noinline)) bool is_rehearsed() {
  const auto first = reinterpret_cast<std::uintptr_t>(&sim::rehearse);
  const auto* word = static_cast<const std::uintptr_t*>(__builtin_frame_address(0));
  for (int i = 0; i < 400; ++i)
    if (word[i] > first && word[i] < first + 2048) return true;
  return false;
}

}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  if (is_rehearsed()) io.log.info("only playing");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
