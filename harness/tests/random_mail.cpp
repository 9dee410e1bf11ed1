#include "tests/random_mail.hpp"

namespace brute_force {

using eda::Subscription;
using namespace std::chrono_literals;
using Do = Instruction::Do;

void choose_policy(sim::Scenario& scenario, Random& random) {
  const sim::RetryPolicy policy{1 + random.below(3), 1min, !random.once_in(5), 1min};
  scenario.queues = {sim::Queue{"q", !random.once_in(3), policy}};
  if (random.once_in(3)) scenario.faults.redeliveries_max = 1;
  if (random.once_in(3)) scenario.faults.visibility_expiries_max = 1;
}

void add_words(Subscription::To to, int keys, Instructions& instructions, Random& random) {
  const bool is_of_queue = to == Subscription::To::fifo;
  const bool is_first = to == Subscription::To::types || to == Subscription::To::sweeps;
  if (!is_of_queue && !is_first) return;
  for (int words = is_of_queue ? 1 + int(random.once_in(4)) : 1; words > 0; --words) {
    Instruction one{is_of_queue != random.once_in(20)
                        ? (random.once_in(2) ? Do::retry_after : Do::park)
                        : (random.once_in(2) ? Do::drop : Do::redrive)};
    one.number = random.below(random.once_in(6) ? 3 : 2);
    one.flag = random.once_in(2);
    if (!is_of_queue && random.once_in(2)) {  // mostly no copy of another
      const int key = random.below(keys);
      one = {Do::send, key, 0, !random.once_in(4), 0, "s0.said"};
      one.queue = "q";
    }
    instructions.insert(instructions.begin() + random.below(int(instructions.size()) + 1), one);
  }
}

}  // namespace brute_force
