#include "sim/tell/play_graph.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "sim/search/visited_worlds.hpp"
#include "sim/tell/ending.hpp"
#include "sim/tell/live_replay.hpp"

namespace sim {

namespace {

std::vector<Step> steps_from(const SchedulePlayer& player) {
  std::vector<Step> steps;
  player.system().for_each_successor(World{player.world()},
                                     [&](const Step& step, World&) { steps.push_back(step); });
  return steps;
}

void add_budget(std::vector<int>& ints, Budget budget) {
  ints.push_back(int(budget.bits() & 0xFFFF'FFFFu));
  ints.push_back(int(budget.bits() >> 32));
}

}  // namespace

/// Visits all worlds, those with the fewest steps first. Of each it keeps one schedule until its
/// steps have been taken.
class PlayGraph::Builder {
 public:
  Builder(PlayGraph& graph, Limits limits)
      : graph_{graph}, system_{*graph.system_}, limits_{limits} {
    graph.contents.number(Json::object());
  }

  bool build() {
    const auto& initial_states = system_.all_initial_states();
    for (const auto& first : initial_states)
      budget_max_ = std::max(budget_max_, first.world.budget.total());
    for (int i = 0; i < int(initial_states.size()); ++i) {
      const int copies = initial_states[std::size_t(i)].duplicates;
      if (copies > limits_.faults_max) continue;
      SchedulePlayer player = SchedulePlayer::from(system_, i);
      Start start{
          .number = i,
          .copies = copies,
          .copied = copied(initial_states.front().world, initial_states[std::size_t(i)].world),
          .arrived = newcomers(player, 0)};
      start.world = enter(player);
      Place& place = graph_.places[std::size_t(start.world)];
      if (place.start < 0) place.start = i;
      graph_.starts.push_back(std::move(start));
    }
    for (std::size_t i = 0; i < players_.size(); ++i) {
      if (graph_.places.size() > limits_.worlds_max || moves_ > limits_.moves_max) return false;
      const SchedulePlayer player = std::move(*players_[i]);
      players_[i].reset();
      expand(int(i), player);
    }
    return true;
  }

 private:
  /// Messages under way in `world`, or on their way to it.
  std::vector<Message> messages_in(const World& world) const {
    std::vector<Message> all;
    for (const int node : world) all.push_back(system_.behaviour.message_of(node));
    for (const Scheduled& due : system_.timer_queues().scheduled(world.timer_queue))
      if (due.signal < 0 && !due.is_answer()) all.push_back(due.message);
    std::ranges::sort(all);
    return all;
  }

  /// Messages that an initial state has more than the one without copies.
  std::vector<int> copied(const World& none, const World& world) {
    std::vector<Message> more;
    std::ranges::set_difference(messages_in(world), messages_in(none), std::back_inserter(more));
    std::vector<int> numbers;
    for (const Message& message : more) numbers.push_back(message_of(message));
    return numbers;
  }

  /// Number of the world of `player`; a new one is to be expanded.
  int enter(const SchedulePlayer& player) {
    const auto added = known_.add(Packed{player.world()}.view(), known_.size());
    if (!added.is_new) return int(added.note);
    graph_.places.push_back({.scene = scene_of(player.world())});
    players_.emplace_back(player);
    return int(added.note);
  }

  void expand(int number, const SchedulePlayer& player) {
    const std::vector<Step> steps = steps_from(player);
    if (steps.empty()) return note_end(number, player.world());
    for (const Step& step : steps) {
      SchedulePlayer after = player;
      if (!after.take(step)) throw std::logic_error{"a step of the search cannot be played"};
      if (budget_max_ - after.world().budget.total() > limits_.faults_max) continue;
      const int to = enter(after);
      Place& target = graph_.places[std::size_t(to)];
      if (target.from < 0 && target.start < 0) {
        target.from = number;
        target.by = step;
      }
      const int deed = deed_of(player, step, after);
      graph_.places[std::size_t(number)].moves.push_back({deed, to});
      ++moves_;
    }
  }

  void note_end(int number, const World& world) {
    const auto [at, is_new] = ends_.try_emplace(system_.end_of(world), int(graph_.ends.size()));
    if (is_new) graph_.ends.push_back(number);
    graph_.places[std::size_t(number)].end = at->second;
  }

  int scene_of(const World& world) {
    std::vector<int> scene{world.now_ms};
    const auto budget = std::find(graph_.budgets.begin(), graph_.budgets.end(), world.budget);
    scene.push_back(int(budget - graph_.budgets.begin()));
    if (budget == graph_.budgets.end()) graph_.budgets.push_back(world.budget);
    for (int p = 0; p < WorldPorts::count; ++p) {
      const int state = world.ports[std::size_t(p)];
      const auto [at, is_new] = contents_.try_emplace({p, state}, 0);
      if (is_new) {
        const Json shown = system_.ports()[p].show(state);
        at->second = shown.empty() ? 0 : graph_.contents.number(shown);
      }
      scene.push_back(at->second);
    }
    return graph_.scenes.number(scene);
  }

  int message_of(const Message& message) {
    const auto at = std::find(graph_.messages.begin(), graph_.messages.end(), message);
    if (at == graph_.messages.end())
      return graph_.messages.push_back(message), int(graph_.messages.size()) - 1;
    return int(at - graph_.messages.begin());
  }

  int answer_of(const Scheduled& answer) {
    return answers_.try_emplace(answer, int(answers_.size())).first->second;
  }

  std::string why(int node) const {
    const Action& action = system_.behaviour.action(node);
    if (action.kind != Action::Kind::threw) return "";
    return system_.behaviour.failures[action.failure].at("what").get<std::string>();
  }

  int node_if_waiting(const Delivery& delivery) const {
    return delivery.has_ended ? -1 : delivery.node;
  }

  std::vector<Arrived> newcomers(const SchedulePlayer& player, std::size_t first) {
    std::vector<Arrived> all;
    for (std::size_t i = first; i < player.deliveries().size(); ++i) {
      const Delivery& one = player.deliveries()[i];
      if (one.attempt == 1)
        all.push_back({message_of(one.message), node_if_waiting(one), why(one.node)});
    }
    return all;
  }

  /// The step between two moments, with its words still to be set.
  Deed bare(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after) {
    Deed deed{
        .step = step, .check = check_of(before, step), .faults = after.faults() - before.faults()};
    const std::size_t known = before.deliveries().size();
    deed.arrived = newcomers(after, known);
    for (int told : after.told()) {
      const Delivery& one = after.deliveries()[std::size_t(told)];
      deed.told.push_back({answer_of(*before.deliveries()[std::size_t(told)].waits_for),
                           node_if_waiting(one), why(one.node)});
    }
    if (step.node < 0) return deed;
    const auto mover = std::size_t(before.delivery_of(step));
    const Delivery &was = before.deliveries()[mover], &is = after.deliveries()[mover];
    deed.message = message_of(was.message);
    if (step.what == Step::What::die) {
      if (was.waits_for) deed.waits = answer_of(*was.waits_for);
      if (after.deliveries().size() > known && after.deliveries()[known].attempt > 1)
        deed.again = after.deliveries()[known].node;
    } else if (is.waits_for) {
      deed.waits = answer_of(*is.waits_for);
    } else {
      deed.to = node_if_waiting(is);
    }
    return deed;
  }

  int deed_of(const SchedulePlayer& before, const Step& step, const SchedulePlayer& after) {
    Deed deed = bare(before, step, after);
    const auto [at, is_new] =
        deeds_.try_emplace(key_of(deed, before.world(), after.world()), int(graph_.deeds.size()));
    if (!is_new) return at->second;
    deed.words = graph_.words.number(words_of(before, step, after));
    graph_.deeds.push_back(std::move(deed));
    return at->second;
  }

  /// All that a deed and its words depend on.
  std::vector<int> key_of(const Deed& deed, const World& before, const World& after) const {
    const Step& step = deed.step;
    std::vector<int> key{int(step.what), step.node,  step.variant, step.reply,
                         deed.to,        deed.waits, deed.again};
    add_budget(key, before.budget - after.budget);
    for (const Arrived& one : deed.arrived) key.insert(key.end(), {-1, one.message, one.node});
    for (const Told& one : deed.told) key.insert(key.end(), {-2, one.answer, one.node});
    key.push_back(before.failures == after.failures ? -1 : after.failures);
    if (step.node >= 0) {
      const auto port = std::size_t(system_.behaviour.action(step.node).port);
      key.insert(key.end(), {before.ports[port], after.ports[port]});
      // the reply may be due a while after the request
      if (deed.waits >= 0) key.push_back(before.now_ms);
      return key;
    }
    key.insert(key.end(),
               {before.timer_queue, after.timer_queue, after.now_ms, int(system_.is_race(before))});
    key.insert(key.end(), before.ports.begin(), before.ports.end());
    return key;
  }

  PlayGraph& graph_;
  TransitionSystem& system_;
  Limits limits_;
  int budget_max_ = 0;
  std::uint32_t moves_ = 0;
  VisitedWorlds known_{};                                 ///< notes: numbers of the worlds
  std::vector<std::optional<SchedulePlayer>> players_{};  ///< by world; none: it is expanded
  std::map<End, int> ends_{};
  std::map<std::pair<int, int>, int> contents_{};  ///< by port and state
  std::map<Scheduled, int> answers_{};
  std::map<std::vector<int>, int> deeds_{};
};

std::optional<PlayGraph> PlayGraph::of(const Scenario& scenario,
                                       const std::shared_ptr<Executor>& executor, Limits limits) {
  PlayGraph graph;
  graph.system_ = std::make_shared<TransitionSystem>(scenario, executor);
  graph.faults_max_ = limits.faults_max;
  if (!Builder{graph, limits}.build()) return std::nullopt;
  return graph;
}

Schedule PlayGraph::way_to(int world) const {
  Schedule schedule;
  const Place* place = &places[std::size_t(world)];
  for (; place->start < 0; place = &places[std::size_t(place->from)])
    schedule.steps.push_back(place->by);
  std::ranges::reverse(schedule.steps);
  schedule.initial_state = place->start;
  return schedule;
}

FoundOutcome PlayGraph::outcome(int end) const {
  const Schedule schedule = way_to(ends[std::size_t(end)]);
  SchedulePlayer player = SchedulePlayer::from(*system_, schedule.initial_state);
  for (const Step& step : schedule.steps) player.take(step);
  return {outcome_of(*system_, player.world()),
          [system = system_, schedule] { return trace_of(*system, schedule); }};
}

void PlayGraph::verify() const {
  system_->behaviour.audit();
  for (const int end : ends)
    if (const auto surprise = replay_live(*system_, way_to(end))) throw HiddenState{*surprise};
}

}  // namespace sim
