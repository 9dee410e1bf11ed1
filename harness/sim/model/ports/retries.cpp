#include "sim/model/ports/retries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "eda/limits.hpp"
#include "sim/model/ports/fifo_proxy.hpp"

namespace sim {

using eda::Json;

namespace {

void check_policy(const Queue& queue) {
  const RetryPolicy& policy = *queue.policy;
  const auto refuse = [&](const std::string& why) {
    throw std::invalid_argument{fmt::format("RetryPolicy of \"{}\": {}", queue.name, why)};
  };
  if (policy.attempts_max < 1)
    refuse(fmt::format("attempts_max must be 1 or more, is {}", policy.attempts_max));
  constexpr Duration longest = 1h * eda::limits::retry_hours_max;
  if (policy.visibility < 1ms || policy.visibility > longest)
    refuse(fmt::format("visibility must be 1 ms to 12 hours, is {} ms", policy.visibility.count()));
  if (policy.delay_max < 0ms || policy.delay_max > longest)
    refuse(fmt::format("delay_max must be 0 to 12 hours, is {} ms", policy.delay_max.count()));
}

}  // namespace

void HeldMessages::write(std::vector<int>& out) const {
  out.push_back(int(over.size()));
  out.insert(out.end(), over.begin(), over.end());
  out.push_back(int(messages.size()));
  for (const auto& [group, event, count, parkings, repeats, lane, until_ms] : messages)
    out.insert(out.end(), {group, event, count, parkings, repeats, lane, until_ms});
  out.push_back(int(letters.size()));
  for (const auto& [group, event, reason, count, parkings, copy] : letters)
    out.insert(out.end(), {group, event, reason, count, parkings, copy});
}

void HeldMessages::read(const int*& at) {
  const int over_count = *at++;
  over.assign(at, at + over_count);
  at += over_count;
  messages.resize(std::size_t(*at++));
  for (Message& one : messages) {
    one = {at[0], at[1], at[2], at[3], at[4], at[5], at[6]};
    at += 7;
  }
  letters.resize(std::size_t(*at++));
  for (Letter& one : letters) {
    one = {at[0], at[1], at[2], at[3], at[4], at[5]};
    at += 6;
  }
}

RetryQueues::RetryQueues(SharedTables& tables, Setting setting,
                         std::function<int(const Json&)> learn)
    : tables_{tables}, setting_{std::move(setting)}, learn_{std::move(learn)} {
  for (const Queue& queue : setting_.queues) check_policy(queue);
}

bool RetryQueues::have_dead_letters() const {
  return std::any_of(setting_.queues.begin(), setting_.queues.end(),
                     [](const Queue& queue) { return queue.policy->has_dead_letters; });
}

int RetryQueues::number_of(const std::string& queue) const {
  const auto found = std::find_if(setting_.queues.begin(), setting_.queues.end(),
                                  [&](const Queue& one) { return one.name == queue; });
  return found == setting_.queues.end() ? -1 : int(found - setting_.queues.begin());
}

const std::string& RetryQueues::name_of(int group) const {
  return tables_.names[group].at(0).get_ref<const std::string&>();
}

Scheduled RetryQueues::signal(const char* verb, const char* what, int number,
                              std::int64_t at_ms) const {
  Json action = fifo_request(verb);
  action[what] = number;
  return {.at_ms = int(std::min<std::int64_t>(at_ms, INT32_MAX)),
          .port = setting_.own_number,
          .signal = learn_(action)};
}

int RetryQueues::timeout_name(int lane) const {
  return tables_.names.number(Json::array({"visibility timeout", lane, lanes_[lane]}));
}

/// A lane that no handler under way has: an earlier delivery may go on.
int RetryQueues::free_lane(const HeldMessages& held, int group, int event) {
  for (int number = 0;; ++number) {
    const int lane = lanes_.number({group, event, number});
    const bool is_in_hand =
        std::any_of(held.messages.begin(), held.messages.end(),
                    [&](const Message& message) { return message.lane == lane; });
    if (!is_in_hand && !std::binary_search(held.over.begin(), held.over.end(), lane)) return lane;
  }
}

void RetryQueues::deliver(Step& step, Message& message) {
  Json event = tables_.events[message.event];
  event["queue"] = name_of(message.group);
  event["receivecount"] = ++message.count;
  const int delivered = tables_.events.number(event);
  message.lane = free_lane(step.held, message.group, delivered);
  const Queue& queue = queue_of(message.group);
  step.effect.deliveries.push_back({setting_.listeners[std::size_t(number_of(queue.name))],
                                    delivered, setting_.own_number, message.lane});
  if (!setting_.may_expire) return;
  Scheduled timeout = signal("time out", "lane", message.lane,
                             std::int64_t{step.now_ms} + queue.policy->visibility.count());
  message.until_ms = timeout.at_ms;
  timeout.name = timeout_name(message.lane);
  step.effect.scheduled.push_back(timeout);
}

/// Delivers what can be delivered of the group. Parks what has been delivered too often.
void RetryQueues::go_on(Step& step, int group) {
  const Queue& queue = queue_of(group);
  for (std::size_t i = 0; i < step.held.messages.size();) {
    Message& message = step.held.messages[i];
    const bool waits = message.lane == HeldMessages::none && !message.is_put_off();
    if (message.group == group && waits && message.count >= queue.policy->attempts_max) {
      bury(step, message, "");
      step.held.messages.erase(step.held.messages.begin() + std::ptrdiff_t(i));
      continue;
    }
    if (message.group == group && waits) deliver(step, message);
    if (message.group == group && queue.is_fifo) return;  // the others wait for this one
    ++i;
  }
}

void RetryQueues::bury(Step& step, const Message& message, const std::string& reason) {
  if (!queue_of(message.group).policy->has_dead_letters) return;
  Letter letter{.group = message.group,
                .event = message.event,
                .reason = tables_.names.number(reason),
                .count = message.count,
                .parkings = message.parkings + 1};
  std::vector<Letter>& letters = step.held.letters;
  while (std::find(letters.begin(), letters.end(), letter) != letters.end()) ++letter.copy;
  letters.insert(std::lower_bound(letters.begin(), letters.end(), letter), letter);
}

/// The message of a delivery; the end of the list: it is in no hand.
std::vector<HeldMessages::Message>::iterator RetryQueues::in_hand(Step& step, int lane) const {
  return std::find_if(step.held.messages.begin(), step.held.messages.end(),
                      [&](const Message& message) { return message.lane == lane; });
}

/// Takes a message out of the hand of its handler. It keeps its place. `goes_on`: the handler is
/// still under way.
void RetryQueues::let_go(Step& step, Message& message, bool goes_on) {
  if (setting_.may_expire) step.effect.cancelled.push_back(timeout_name(message.lane));
  std::vector<int>& over = step.held.over;
  if (goes_on) over.insert(std::lower_bound(over.begin(), over.end(), message.lane), message.lane);
  message.lane = message.until_ms = HeldMessages::none;
}

void RetryQueues::send(Step& step, int group, int event, int repeats, int parkings) {
  std::vector<Message>& messages = step.held.messages;
  const auto place = std::find_if(messages.begin(), messages.end(),
                                  [&](const Message& message) { return message.group > group; });
  messages.insert(place,
                  {.group = group, .event = event, .parkings = parkings, .repeats = repeats});
  go_on(step, group);
}

void RetryQueues::end(Step& step, int lane, bool has_died) {
  const auto message = in_hand(step, lane);
  if (message == step.held.messages.end()) {
    std::erase(step.held.over, lane);
    return;
  }
  let_go(step, *message, false);
  const int group = message->group;
  if (!has_died && message->repeats == 0)
    step.held.messages.erase(message);
  else if (!has_died)
    --message->repeats;
  go_on(step, group);
}

void RetryQueues::retry_after(Step& step, int lane, std::int64_t delay_ms) {
  const auto message = in_hand(step, lane);
  const bool is_too_late = message == step.held.messages.end();
  step.effect.reply = result(is_too_late ? "too late" : "done");
  if (is_too_late) return;
  let_go(step, *message, true);
  const Scheduled again =
      signal("come again", "group", message->group, std::int64_t{step.now_ms} + delay_ms);
  message->until_ms = again.at_ms;
  step.effect.scheduled.push_back(again);
}

void RetryQueues::park(Step& step, int lane, const std::string& reason) {
  const auto message = in_hand(step, lane);
  const bool is_too_late = message == step.held.messages.end();
  step.effect.reply = result(is_too_late ? "too late" : "done");
  if (is_too_late) return;
  let_go(step, *message, true);
  bury(step, *message, reason);
  const int group = message->group;
  step.held.messages.erase(message);
  go_on(step, group);
}

void RetryQueues::come_again(Step& step, int group) {
  for (Message& message : step.held.messages)
    if (message.group == group && message.is_put_off() && message.until_ms <= step.now_ms)
      message.until_ms = HeldMessages::none;
  go_on(step, group);
}

bool RetryQueues::time_out(Step& step, int lane) {
  const auto message = in_hand(step, lane);
  // one that is in hand for longer is an equal delivery that has begun since
  if (message == step.held.messages.end() || message->until_ms > step.now_ms) return false;
  let_go(step, *message, true);
  go_on(step, message->group);
  return true;
}

void RetryQueues::tidy(HeldMessages& held) const {
  std::stable_sort(held.messages.begin(), held.messages.end(),
                   [this](const Message& a, const Message& b) {
                     if (a.group != b.group) return a.group < b.group;
                     return !queue_of(a.group).is_fifo && a < b;
                   });
}

}  // namespace sim
