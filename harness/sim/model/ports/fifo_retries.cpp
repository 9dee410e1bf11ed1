#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/model/ports/fifo_port.hpp"

// The part of the port that has to do with a RetryPolicy, and all that says what it did.
namespace sim {

using eda::Json;

RetryQueues::Setting FifoPort::setting_of(int own_number, bool may_expire,
                                          const std::vector<QueueListener>& listeners,
                                          const std::vector<Queue>& queues) {
  RetryQueues::Setting setting{.own_number = own_number, .may_expire = may_expire};
  for (const Queue& queue : queues) {
    if (!queue.policy) continue;
    setting.queues.push_back(queue);
    setting.listeners.push_back(-1);
    for (const QueueListener& listener : listeners) {
      if (listener.queue != queue.name) continue;
      if (setting.listeners.back() >= 0)
        throw std::invalid_argument{fmt::format(
            "Scenario::queues: \"{}\" has a RetryPolicy and two subscriptions. It may have one.",
            queue.name)};
      setting.listeners.back() = listener.handler;
    }
  }
  return setting;
}

/// Effect of a step of the queues with a policy. Their lanes get the numbers of deliveries.
Effect FifoPort::effect_of(RetryQueues::Step step, State& state) {
  retries_.tidy(step.held);
  state.held = std::move(step.held);
  Effect effect = std::move(step.effect);
  for (Message& message : effect.deliveries) message.lane = retry_lane(message.lane);
  effect.state = write(state);
  return effect;
}

std::vector<Effect> FifoPort::send_to_held(const Action& action, const Situation& situation,
                                           State& state) {
  note_sent(action, situation, state);
  if (!retries_.is_heard(action.queue)) return {{.state = write(state)}};
  const HeldMessages before = state.held;
  std::vector<Effect> effects;
  const int repeats_max = std::min(situation.faults.left(Fault::redelivery), 1);
  for (int repeats = 0; repeats <= repeats_max; ++repeats) {
    RetryQueues::Step step{.held = before, .now_ms = situation.now_ms};
    retries_.send(step, action.group, action.event, repeats);
    effects.push_back(effect_of(std::move(step), state));
    if (repeats > 0) effects.back().spent = Budget::one(Fault::redelivery);
  }
  return effects;
}

std::string FifoPort::flaw_in_word(const Action& action) const {
  const std::string& verb = action.verb();
  if (action.lane == -1)
    return fmt::format("{}: this handler has no message of a queue with a RetryPolicy in hand",
                       verb);
  const RetryPolicy& policy = retries_.policy_of(retry_lane(action.lane));
  if (verb == "park" && !policy.has_dead_letters)
    return "park: the queue of this message has no dead letters";
  if (verb != "retry_after") return "";
  const std::int64_t ms = action.request.at("ms");
  if (ms >= 0 && ms <= policy.delay_max.count()) return "";
  return fmt::format("retry_after {} ms: the queue takes 0 to {} ms", ms, policy.delay_max.count());
}

std::vector<Effect> FifoPort::held_step(const Action& action, const Situation& situation,
                                        State& state) {
  const std::string& verb = action.verb();
  if (is_word(action.request))
    if (const std::string flaw = flaw_in_word(action); !flaw.empty())
      return {{.state = situation.state, .reply = Json::object({{"invalid", flaw}})}};
  RetryQueues::Step step{.held = state.held, .now_ms = situation.now_ms};
  const int lane = is_of_retries(action.lane) ? retry_lane(action.lane) : action.lane;
  const Json& request = action.request;
  if (verb == "time out") {
    const Effect not_yet{.state = situation.state};
    if (situation.faults.left(Fault::expiry) == 0 || !retries_.time_out(step, lane))
      return {not_yet};
    Effect expired = effect_of(std::move(step), state);
    expired.spent = Budget::one(Fault::expiry);
    return {not_yet, expired};
  }
  if (verb == "acknowledge" || verb == "abandon")
    retries_.end(step, lane, verb == "abandon");
  else if (verb == "come again")
    retries_.come_again(step, request.at("group"));
  else if (verb == "retry_after")
    retries_.retry_after(step, lane, request.at("ms"));
  else if (verb == "park")
    retries_.park(step, lane, request.at("reason"));
  else if (verb == "look")
    retries_.look(step, request.at("at_most"));
  else if (verb == "redrive")
    retries_.redrive(step, request.at("receipt"));
  else
    retries_.drop(step, request.at("receipt"));
  const Effect& effect = step.effect;
  const bool changes = !(step.held == state.held) || !effect.scheduled.empty();
  // a state without ids that have had their time would look like a change
  if (!changes) return {{.state = situation.state, .reply = effect.reply}};
  return {effect_of(std::move(step), state)};
}

/// Sends to one group keep their order. Of sends with one deduplication id only the first counts.
/// The end of a delivery frees its lane, which commutes with each send. A letter that is redriven
/// comes after what was sent to its group before; which group that is shows only then.
std::vector<Touch> FifoPort::touches(int number) {
  using Access = Touch::Access;
  const Action& action = parsed_[std::size_t(number)];
  const std::string& verb = action.verb();
  const auto letters = [](Access access) { return Touch{dead_letters, access}; };
  const Touch time{.thing = Touch::time};
  if (verb == "send") {
    std::vector<Touch> touches{
        {.thing = 2 * action.group}, {.thing = 2 * action.dedup_id + 1}, time};
    if (retries_.has(action.queue)) touches.push_back({lines, Access::adds});
    return touches;
  }
  if (verb == "look") return {letters(Access::reads)};
  if (verb == "drop") return {letters(Access::changes)};
  if (verb == "redrive") return {letters(Access::changes), {lines, Access::changes}, time};
  // words about a message, what happens with time, and the end of a delivery
  return {letters(Access::adds), time};
}

std::vector<Touch> FifoPort::end_touches(int lane) {
  if (!is_of_retries(lane)) return {};
  std::vector<Touch> touches{{dead_letters, Touch::Access::adds}};
  if (retries_.may_expire()) touches.push_back({.thing = Touch::time});
  return touches;
}

Request FifoPort::request(int number) const {
  const Json& json = parsed_[std::size_t(number)].request;
  Request request{.verb = json.at("do")};
  if (request.verb == "send") {
    const std::string queue = json.value("queue", std::string{});
    request.key = queue + (queue.empty() ? "" : "/") + json.at("group").get<std::string>();
    request.parts = {event_part(json.at("event"))};
  } else if (request.verb == "retry_after") {
    request.key = fmt::format("{} ms", json.at("ms").get<std::int64_t>());
  } else if (request.verb == "park") {
    request.value = json.at("reason");
  } else if (json.contains("receipt")) {
    request.key = json.at("receipt");
  }
  return request;
}

Reply FifoPort::reply(int /*action*/, const Json& json) const {
  if (json.contains("invalid")) return {.result = Result::invalid, .reason = json.at("invalid")};
  if (json.contains("result")) return {.result = Result::done, .value = json.at("result")};
  if (!json.contains("letters")) return {.result = Result::accepted};
  Reply reply{.result = json.at("letters").empty() ? Result::missing : Result::found};
  if (reply.result == Result::found) reply.value = Json::array();
  for (const Json& letter : json.at("letters"))
    reply.value.push_back(letter.at("event").value("id", std::string{}));
  return reply;
}

Json FifoPort::book(int state) const {
  Json book = Json::object();
  book["letters"] = retries_.book(read(state).held);
  return book;
}

Json FifoPort::show(int state) const {
  return read(state).held.letters.empty() ? Json::object() : book(state);
}

}  // namespace sim
