#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "eda/task.hpp"
#include "sim/model/port_kind.hpp"
#include "sim/model/ports.hpp"
#include "sim/tell/words.hpp"

/// A single port without handlers and schedules. Tests make the calls of an answer to it.
namespace alone {

using eda::Event, eda::Json;
using sim::Budget, sim::Fault;
using namespace std::chrono_literals;

constexpr eda::Instant start{eda::Duration{1'768'298'400'000}};  // 2026-01-13T10:00:00Z

/// Returns the request of `call` to its port. `Asking`: proxy of the port, such as sim::StoreProxy.
/// Throws what the call throws before it makes the request.
template <typename Asking, typename Call>
Json action_of(const Call& call) {
  sim::RequestChannel channel;
  Asking port{channel};
  auto task = call(port);
  task.start();
  if (!channel.is_waiting()) (void)task.result();
  if (const auto flaw = sim::flaw_in_request(channel.pending()))
    throw std::logic_error{"this request has not the form that its port declares: " + *flaw};
  return channel.pending();
}

/// Returns the result of `call` after the reply `told`, or throws what the call throws.
template <typename Asking, typename Call>
auto result_of(const Call& call, Json told) {
  sim::RequestChannel channel;
  Asking port{channel};
  auto task = call(port);
  task.start();
  eda::detail::run_until_it_waits(channel.answer(std::move(told)));
  return task.result();
}

/// A port with its state and the effects of the calls so far.
template <typename Asking>
class PortAlone {
 public:
  explicit PortAlone(sim::Port& port) : port_{port} {}

  sim::Situation now;
  int service = 0;
  std::vector<sim::Message> deliveries{};   ///< messages that the port has sent so far
  std::vector<sim::Scheduled> scheduled{};  ///< all that it has scheduled
  std::vector<int> cancelled{};             ///< by the latest call

  /// All possible results of `call`, a fault in brackets: "v2 "paid"", "v1 "new" (stale)".
  template <typename Call>
  std::vector<std::string> may_tell(const Call& call) {
    const int action = number_of(call);
    std::vector<std::string> words;
    for (const sim::Effect& effect : port_.step(action, now))
      words.push_back(told_words(action, effect.reply) + fault_words(effect.spent));
    return words;
  }

  /// Takes the first possible result of `call`, or number `which`. Returns the reply as text.
  template <typename Call>
  std::string told(const Call& call, std::size_t which = 0) {
    const int action = number_of(call);
    return told_words(action, take(action, which));
  }

  /// The same, but returns the result that the answer gets from the call.
  template <typename Call>
  auto result(const Call& call, std::size_t which = 0) {
    return result_of<Asking>(call, take(number_of(call), which));
  }
  /// The same for a call whose result does not matter.
  template <typename Call>
  void ask(const Call& call, std::size_t which = 0) {
    (void)result(call, which);
  }

  template <typename Call>
  bool is_independent(const Call& call) {
    const int action = number_of(call);
    return port_.may_be_independent(action) && port_.is_independent(action, now.state);
  }

  /// Notes that the handler of a delivery in `lane` has ended.
  void handled(int lane) { take(port_.acknowledge(lane), 0); }

  /// Runs what the port has scheduled for `due.at_ms`. Returns the number of possible results.
  std::size_t happen(const sim::Scheduled& due, std::size_t which = 0) {
    now.now_ms = std::max(now.now_ms, due.at_ms);
    const std::size_t ways = port_.step(due.signal, now).size();
    take(due.signal, which);
    return ways;
  }

 private:
  template <typename Call>
  int number_of(const Call& call) {
    return port_.learn(action_of<Asking>(call), service);
  }

  Json take(int action, std::size_t which) {
    const sim::Effect effect = port_.step(action, now).at(which);
    now.state = effect.state;
    deliveries.insert(deliveries.end(), effect.deliveries.begin(), effect.deliveries.end());
    scheduled.insert(scheduled.end(), effect.scheduled.begin(), effect.scheduled.end());
    cancelled = effect.cancelled;
    return effect.reply;
  }

  std::string told_words(int action, const Json& told) const {
    return reply_words(port_.request(action), port_.reply(action, told));
  }

  static std::string fault_words(Budget spent) {
    std::string words;
    for (int i = 0; i < sim::faults_count; ++i)
      if (spent.left(Fault(i)) > 0) words += " (" + std::string{sim::fault_names[i]} + ")";
    return words;
  }

  sim::Port& port_;
};

}  // namespace alone
