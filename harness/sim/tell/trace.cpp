#include "sim/tell/trace.hpp"

#include <algorithm>

namespace sim {

namespace {

void add_once(std::vector<std::string>& words, std::string_view word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
}

std::vector<std::string> faults_of(const TransitionSystem& system, const World& before,
                                   const Step& step, const World& after) {
  std::vector<std::string> faults;
  for (int i = 0; i < faults_count; ++i)
    if (before.budget.left(Fault(i)) > after.budget.left(Fault(i)))
      add_once(faults, fault_names[std::size_t(i)]);
  if (step.what == Step::What::time && system.is_race(before)) add_once(faults, "late");
  return faults;
}

std::string name_of(const TransitionSystem& system, const Message& message) {
  const Event& event = system.tables().events.event(message.event);
  return short_type(event.type) + " " + short_name(event);
}

bool is_same(const Scheduled& due, const Scheduled& other) {
  return due.port == other.port && due.signal == other.signal && due.name == other.name &&
         due.message == other.message;
}

/// Timers that were due and will fire later, and handlers that are still under way.
std::vector<std::string> who_is_late(TransitionSystem& system, const SchedulePlayer& before,
                                     const World& after) {
  std::vector<std::string> late;
  const std::vector<Scheduled> scheduled = system.timer_queues().scheduled(after.timer_queue);
  for (const Scheduled& due :
       system.timer_queues().split(before.world().timer_queue, after.now_ms).due) {
    const auto is_put_off = [&](const Scheduled& other) { return is_same(due, other); };
    if (due.signal < 0 && !due.is_answer() &&
        std::any_of(scheduled.begin(), scheduled.end(), is_put_off))
      add_once(late, name_of(system, due.message));
  }
  for (std::size_t i = 0; i < before.deliveries().size(); ++i)
    if (before.deliveries()[i].can_move()) add_once(late, before.name_of(int(i)));
  return late;
}

/// Rows that the store removes as time passes.
std::vector<Aside> expired(TransitionSystem& system, const World& before, const World& after) {
  std::vector<Aside> asides;
  const std::vector<Scheduled> later = system.timer_queues().scheduled(after.timer_queue);
  for (const Scheduled& due : system.timer_queues().split(before.timer_queue, after.now_ms).due) {
    if (due.signal < 0) continue;
    const auto is_it = [&](const Scheduled& other) { return is_same(due, other); };
    if (std::any_of(later.begin(), later.end(), is_it)) continue;
    const int state = before.ports[std::size_t(due.port)];
    Port& port = system.ports()[due.port];
    const std::vector<Effect> effects =
        port.step(due.signal, {.state = state, .now_ms = after.now_ms});
    if (effects.back().state != state && port.request(due.signal).verb == "expire")
      asides.push_back({.what = Aside::What::expired, .who = port.request(due.signal).key});
  }
  return asides;
}

std::string failure_of(const BehaviourTrie& behaviour, int node) {
  return behaviour.failures[behaviour.action(node).failure].at("what").get<std::string>();
}

void add_request(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after,
                 TraceStep& line) {
  const BehaviourTrie& behaviour = before.system().behaviour;
  const Action& action = behaviour.action(step.node);
  line.said = behaviour.suspension(step.node).said;
  line.at = behaviour.suspension(step.node).at;
  if (action.kind == Action::Kind::start) {
    line.request.verb = "start";
    return;
  }
  const Port& port = before.system().ports()[action.port];
  const int state = before.world().ports[std::size_t(action.port)],
            state_after = after.world().ports[std::size_t(action.port)];
  line.port = before.system().ports().name_of(action.port);
  line.request = port.request(action.action);
  line.reply = port.reply(action.action, behaviour.replies[step.reply]);
  for (std::size_t i = 0; i < line.reply.parts.size() && i < line.request.parts.size(); ++i)
    line.request.parts[i].result = line.reply.parts[i];
  const Result result = line.reply.result;
  // the handler is not told this version; it shows which write a later read has seen
  if (result == Result::written || (result == Result::unknown && state != state_after))
    line.reply.version = port.version(action.action, state_after);
}

}  // namespace

std::vector<Aside> asides_of(const SchedulePlayer& player, std::size_t first) {
  std::vector<Aside> asides;
  const BehaviourTrie& behaviour = player.system().behaviour;
  for (std::size_t i = first; i < player.deliveries().size(); ++i) {
    const Delivery& delivery = player.deliveries()[i];
    if (!delivery.has_ended || behaviour.root_of(delivery.node) != delivery.node) continue;
    Aside aside{.who = player.name_of(int(i))};
    if (behaviour.action(delivery.node).kind == Action::Kind::threw) {
      aside.what = Aside::What::failed;
      aside.why = failure_of(behaviour, delivery.node);
      aside.at = behaviour.suspension(delivery.node).at;
    }
    asides.push_back(std::move(aside));
  }
  return asides;
}

std::vector<Aside> answers_of(const SchedulePlayer& player) {
  std::vector<Aside> asides;
  const BehaviourTrie& behaviour = player.system().behaviour;
  for (const int told : player.told()) {
    const int node = player.deliveries()[std::size_t(told)].node;
    Aside aside{.what = Aside::What::told, .who = player.name_of(told)};
    if (behaviour.action(node).kind == Action::Kind::threw) {
      aside.why = failure_of(behaviour, node);
      aside.at = behaviour.suspension(node).at;
    }
    asides.push_back(std::move(aside));
  }
  return asides;
}

TraceStep trace_step(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after) {
  TransitionSystem& system = before.system();
  TraceStep line;
  line.at_ms = after.world().now_ms;
  line.faults = faults_of(system, before.world(), step, after.world());
  for (int p = 0; p < WorldPorts::count; ++p) {
    const Json shown = system.ports()[p].show(after.world().ports[std::size_t(p)]);
    if (!shown.empty()) line.ports[system.ports().name_of(p)] = shown;
  }
  if (step.node < 0) {
    line.request.verb = "time";
    line.late = who_is_late(system, before, after.world());
    line.asides = expired(system, before.world(), after.world());
    for (Aside& aside : answers_of(after)) line.asides.push_back(std::move(aside));
  } else {
    const BehaviourTrie& behaviour = system.behaviour;
    line.delivery = before.delivery_of(step);
    line.service =
        system.scenario()
            .services[std::size_t(behaviour.service_of(behaviour.message_of(step.node).handler))]
            .name;
    line.who = after.name_of(line.delivery);
    add_request(before, step, after, line);
    if (const Scheduled* later = system.later_answer(step, before.world()))
      line.answer_in_ms = later->at_ms - before.world().now_ms;
    line.dies = step.what == Step::What::die;
    const Delivery& mover = after.deliveries()[std::size_t(line.delivery)];
    if (!line.dies && mover.has_ended) {
      line.last_said = behaviour.suspension(mover.node).said;
      if (behaviour.action(mover.node).kind == Action::Kind::threw) {
        line.failure = failure_of(behaviour, mover.node);
        line.failed_at = behaviour.suspension(mover.node).at;
      }
    }
  }
  if (after.world().is_idle() && before.world().failures != after.world().failures)
    for (int failure : system.failures(after.world()))
      if (system.behaviour.failures[failure].contains("is_overload"))
        line.failure = system.behaviour.failures[failure].at("what").get<std::string>();
  for (Aside& aside : asides_of(after, before.deliveries().size()))
    line.asides.push_back(std::move(aside));
  return line;
}

Trace trace_of(TransitionSystem& system, const Schedule& schedule) {
  Trace trace;
  SchedulePlayer player = SchedulePlayer::from(system, schedule.initial_state);
  trace.asides = asides_of(player, 0);
  for (const Step& step : schedule.steps) {
    const SchedulePlayer before = player;
    if (!player.take(step)) break;
    trace.steps.push_back(trace_step(before, step, player));
  }
  trace.faults = player.faults();
  for (std::size_t i = 0; i < player.deliveries().size(); ++i)
    trace.deliveries.push_back(player.name_of(int(i)));
  // names at the end, when all deliveries are known
  for (TraceStep& step : trace.steps)
    if (step.delivery >= 0) step.who = trace.deliveries[std::size_t(step.delivery)];
  trace.token = token_of(system, schedule, "", 0);
  return trace;
}

}  // namespace sim
