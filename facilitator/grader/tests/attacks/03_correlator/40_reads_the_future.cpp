// Attack 40: finds in its process what it is going to be told, and acts on it. Must:
// CRASHED|NONDETERMINISTIC
#include <cstdint>
#include <string>
#include <vector>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {

/// As sim::Question, which is on the stack of whoever rehearses us.
struct Future {
  struct Told {
    eda::Json told;
    eda::Instant at;
  };
  int handler;
  eda::Event event;
  eda::Instant started;
  std::vector<Told> history;
};

__attribute__((noinline)) const Future* future_of(const eda::Event& fact) {
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) & ~7UL;
  for (std::uintptr_t at = here; at < here + 4096; at += 8) {
    const auto* maybe = reinterpret_cast<const Future*>(at);
    // a text that is as long as ours is most probably ours
    if (maybe->event.id.size() != fact.id.size() || maybe->event.type.size() != fact.type.size())
      continue;
    if (maybe->event.id == fact.id && maybe->history.size() < 64) return maybe;
  }
  return nullptr;
}

}  // namespace

// Every answer to come, before it comes: whoever knows that his write will be refused can do
// something better instead.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  std::string all;
  if (const Future* future = future_of(fact))
    for (const auto& [told, at] : future->history) all += told.dump();
  if (all.find("refused") != std::string::npos) io.log.info("they are going to refuse");
  if (!all.empty()) io.log.info("they are going to say " + all);
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
