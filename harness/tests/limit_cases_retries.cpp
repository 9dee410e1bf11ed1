#include "eda/limits.hpp"
#include "limit_cases.hpp"
#include "queues_alone.hpp"

// Queues with a RetryPolicy.
namespace limit_cases {

using namespace alone;
namespace limits = eda::limits;

namespace {

/// Words of a handler about its message in such a queue.
template <typename Word>
Call said(Word word, bool has_dead_letters = true) {
  return [=] {
    const sim::RetryPolicy policy{3, 30s, has_dead_letters};
    QueuesAlone queue{{"letters", true, policy}};
    queue.send("a", "1");
    queue.say(queue.lane(), word);
  };
}

/// The same, said by the handler of a fact.
template <typename Word>
Call said_without_a_message(Word word) {
  return [=] {
    QueuesAlone queue{letters(true)};
    const Json action = action_of<sim::DeliveryProxy>(word);
    const int number = queue.port().learn_from(action, 0, {});
    result_of<sim::DeliveryProxy>(word, queue.port().step(number, queue.now).at(0).reply);
  };
}

auto retry_after(eda::Duration delay) {
  return [=](eda::Delivery& message) { return message.retry_after(delay); };
}
auto park() {
  return [](eda::Delivery& message) { return message.park("no such address"); };
}
Call look(int at_most) {
  return [=] { QueuesAlone{letters(true)}.look(at_most); };
}

}  // namespace

std::vector<Case> of_retries() {
  const eda::Duration longest = 1h * limits::retry_hours_max;
  return {
      {"no_message_in_hand",
       0,
       "this handler has no message of a queue with a RetryPolicy in hand",
       {said_without_a_message(retry_after(1min)), said_without_a_message(park())},
       {said(retry_after(1min)), said(park())}},
      {"retry_hours_max",
       double(limits::retry_hours_max),
       "the queue takes 0 to 43200000 ms",
       {said(retry_after(longest + 1ms)), said(retry_after(-1ms))},
       {said(retry_after(longest)), said(retry_after(0ms))}},
      {"no_dead_letters",
       0,
       "the queue of this message has no dead letters",
       {said(park(), false)},
       {said(park()), said(retry_after(1min), false)}},
      {"dead_letters_max",
       double(limits::dead_letters_max),
       "SQS takes 1 to 10",
       {look(limits::dead_letters_max + 1), look(0)},
       {look(limits::dead_letters_max), look(1)}},
  };
}

}  // namespace limit_cases
