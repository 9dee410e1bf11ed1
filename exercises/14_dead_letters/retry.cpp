#include <chrono>
#include <string>
#include <vector>

#include "dead_letters.hpp"

namespace mail {

using namespace std::chrono_literals;

Verdict classify(const Failure& failure) {
  // TODO 1: Will trying again ever help?
  (void)failure;
  return Verdict::park;
}

eda::Duration backoff(int attempt, int jitter) {
  // TODO 2: How long is polite? And if a hundred letters have failed at the same moment, when do
  //         they come back?
  (void)attempt, (void)jitter;
  return 1s;
}

eda::Task<> on_message(eda::Event message, Ports io) {
  io.log.info("a letter to " + message.data.value("to", "no address"));
  // TODO 3: Ask the bakery, with the letter's data as the body:
  //           const eda::CallResult result = co_await io.bakery.call(bakery, key, body);
  //         Under which key, so that it bakes once although you may ask twice? Then end here, or
  //         co_await io.delivery.retry_after(…), or co_await io.delivery.park(…).
  co_return;
}

eda::Task<> on_timer(eda::Event, Ports) { co_return; }

eda::Task<RedriveReport> redrive(Filter filter, Ports io) {
  RedriveReport report;
  const std::vector<eda::DeadLetter> all = co_await io.dead_letters.look(10);
  for (const eda::DeadLetter& one : all) {
    // TODO 4: Move what is selected back to its queue, and count. What if you die half-way, or
    //         somebody else presses the button, too?
    if (!filter.selects(one)) ++report.left;
  }
  co_return report;
}

}  // namespace mail
