#include "sim/search/shortest.hpp"

#include <algorithm>
#include <queue>

namespace sim {

namespace {

/// World and the handler that has just moved in it: the cost of the next step depends on both.
struct Place {
  std::uint32_t cost;  ///< faults, switches, steps: ten bits for each of the last two
  std::uint32_t from;
  Step step;
  int runner;  ///< node of the handler that moved last and has not ended; -1: none
};

constexpr std::uint32_t fault = 1u << 20, a_switch = 1u << 10, a_step = 1;

std::string key_of(const World& world, int runner) {
  std::string key{Packed{world}.view()};
  key.append(reinterpret_cast<const char*>(&runner), sizeof runner);
  return key;
}

class Search {
 public:
  Search(TransitionSystem& system, std::set<End> goals, int states_max)
      : system_{system}, goals_{std::move(goals)}, states_max_{states_max} {}

  std::map<End, Schedule> run() {
    std::map<End, Schedule> found;
    const auto& initial_states = system_.initial_states();
    for (std::size_t i = 0; i < initial_states.size(); ++i)
      reach(initial_states[i].world, {std::uint32_t(initial_states[i].duplicates) * fault,
                                      VisitedWorlds::none, Step{.variant = int(i)}, -1});
    while (!queue_.empty() && !goals_.empty() && int(places_.size()) < states_max_) {
      const auto [cost, number] = queue_.top();
      queue_.pop();
      if (cost > places_[number].cost) continue;
      const std::optional<End> end = expand(number);
      if (end && goals_.erase(*end) > 0) found[*end] = schedule_to(number);
    }
    return found;
  }

 private:
  void reach(const World& world, const Place& place) {
    const auto [where, number, is_new] =
        known_.add(key_of(world, place.runner), std::uint32_t(places_.size()));
    if (is_new) {
      places_.push_back(place);
      keys_.push_back(where);
    } else if (place.cost < places_[number].cost) {
      places_[number] = place;
    } else {
      return;
    }
    queue_.push({place.cost, number});
  }

  /// Returns the end that is reached there, if nothing is left to happen.
  std::optional<End> expand(std::uint32_t number) {
    const Place place = places_[number];
    const std::string key{known_[keys_[number]]};
    World now;
    Packed::unpack(std::string_view{key}.substr(0, key.size() - sizeof(int)), now);
    bool is_end = true;
    system_.for_each_successor(now, [&](const Step& step, World& next) {
      is_end = false;
      const bool switches = place.runner >= 0 && step.node != place.runner;
      int runner = -1;
      if (step.what == Step::What::act) {
        const int child = system_.node_after(step, now);
        if (std::find(next.begin(), next.end(), child) != next.end()) runner = child;
      }
      const std::uint32_t more =
          std::uint32_t(system_.faults_of(now, step, next)) * fault + switches * a_switch + a_step;
      reach(next, {place.cost + more, number, step, runner});
    });
    return is_end ? std::optional{system_.end_of(now)} : std::nullopt;
  }

  Schedule schedule_to(std::uint32_t number) const {
    Schedule schedule;
    for (; places_[number].from != VisitedWorlds::none; number = places_[number].from)
      schedule.steps.push_back(places_[number].step);
    std::reverse(schedule.steps.begin(), schedule.steps.end());
    schedule.initial_state = places_[number].step.variant;
    return schedule;
  }

  using Candidate = std::pair<std::uint32_t, std::uint32_t>;  // cost, place

  TransitionSystem& system_;
  std::set<End> goals_;  ///< not reached yet
  int states_max_;
  VisitedWorlds known_;  ///< notes: indexes in places_
  std::vector<Place> places_;
  std::vector<std::uint32_t> keys_;  ///< by place: where its key lies in known_
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue_;
};

}  // namespace

std::map<End, Schedule> shortest_to_each(TransitionSystem& system, std::set<End> goals,
                                         int states_max) {
  return Search{system, std::move(goals), states_max}.run();
}

std::optional<Schedule> shortest(TransitionSystem& system, End goal, int states_max) {
  const std::map<End, Schedule> found = shortest_to_each(system, {goal}, states_max);
  return found.empty() ? std::nullopt : std::optional{found.begin()->second};
}

Schedule path_to(Explorer& explorer, std::uint32_t end) {
  std::vector<std::uint32_t> worlds;
  for (std::uint32_t i = end; i != VisitedWorlds::none; i = explorer.worlds().note_of(i))
    worlds.push_back(i);
  std::reverse(worlds.begin(), worlds.end());
  TransitionSystem& system = explorer.system;
  Schedule schedule;
  World now;
  const auto is = [&](const World& world, std::uint32_t number) {
    return Packed{world}.view() == Packed{explorer.world(number)}.view();
  };
  const auto record = [&](const Step& step, const World&) { schedule.steps.push_back(step); };
  const auto& initial_states = system.initial_states();
  for (std::size_t i = 0; i < initial_states.size(); ++i) {
    World settled = initial_states[i].world;
    system.settle(settled, [](const Step&, const World&) {});
    if (!is(settled, worlds.front())) continue;
    now = initial_states[i].world;
    schedule.initial_state = int(i);
    system.settle(now, record);
    break;
  }
  for (std::size_t i = 1; i < worlds.size(); ++i) {
    bool is_found = false;
    World reached;
    // not reduced: the reductions may have changed since the search
    system.for_each_successor(World{now}, [&](const Step& step, World& next) {
      if (is_found) return;
      const World before = next;
      system.settle(next, [](const Step&, const World&) {});
      if (!is(next, worlds[i])) return;
      is_found = true;
      schedule.steps.push_back(step);
      reached = before;
    });
    system.settle(reached, record);
    now = reached;
  }
  return schedule;
}

namespace {

std::optional<bool> can_reach_once(TransitionSystem& system, const World& world,
                                   const std::function<bool(End)>& is_good,
                                   std::uint32_t worlds_max) {
  VisitedWorlds known;
  known.add(Packed{world}.view(), VisitedWorlds::none);
  std::vector<std::uint32_t> open{0};  // depth first, which finds an end early
  while (!open.empty()) {
    World now;
    Packed::unpack(known[open.back()], now);
    open.pop_back();
    bool is_end = true;
    system.for_each_successor_reduced(now, [&](const Step&, World& next) {
      is_end = false;
      const VisitedWorlds::Added added = known.add(Packed{next}.view(), VisitedWorlds::none);
      if (added.is_new) open.push_back(added.place);
    });
    if (is_end && is_good(system.end_of(now))) return true;
    if (known.size() > worlds_max) return std::nullopt;
  }
  return false;
}

}  // namespace

std::optional<bool> can_reach(TransitionSystem& system, const World& world,
                              const std::function<bool(End)>& is_good, std::uint32_t worlds_max) {
  while (true) {
    const int invalidated = system.invalidated_reductions();
    const auto answer = can_reach_once(system, world, is_good, worlds_max);
    if (answer != false || system.invalidated_reductions() == invalidated) return answer;
  }
}

std::optional<Schedule> nearest(TransitionSystem& system, const Schedule& schedule,
                                const std::function<bool(End)>& passes, std::uint32_t worlds_max) {
  std::vector<World> before;  // each step
  SchedulePlayer player = SchedulePlayer::from(system, schedule.initial_state);
  for (const Step& step : schedule.steps) {
    before.push_back(player.world());
    if (!player.take(step)) return std::nullopt;
  }
  struct Place {
    std::uint32_t from;
    Step step;
  };
  VisitedWorlds known;  // of all searches: no world of an earlier one leads to a passing end
  std::vector<Place> places;
  std::vector<std::uint32_t> keys;
  const auto reach = [&](const World& world, const Place& place) {
    const VisitedWorlds::Added added = known.add(Packed{world}.view(), VisitedWorlds::none);
    if (!added.is_new) return;
    places.push_back(place);
    keys.push_back(added.place);
  };
  for (std::size_t kept = before.size(); kept-- > 0;) {
    std::size_t open = places.size();
    reach(before[kept], {VisitedWorlds::none, {}});
    for (; open < places.size(); ++open) {  // breadth first: the fewest steps
      if (known.size() > worlds_max) return std::nullopt;
      World now;
      Packed::unpack(known[keys[open]], now);
      bool is_end = true;
      system.for_each_successor(now, [&](const Step& step, World& next) {
        is_end = false;
        reach(next, {std::uint32_t(open), step});
      });
      if (!is_end || !passes(system.end_of(now))) continue;
      Schedule found{schedule.initial_state, {}};
      for (std::uint32_t at = std::uint32_t(open); places[at].from != VisitedWorlds::none;
           at = places[at].from)
        found.steps.push_back(places[at].step);
      std::reverse(found.steps.begin(), found.steps.end());
      found.steps.insert(found.steps.begin(), schedule.steps.begin(),
                         schedule.steps.begin() + std::ptrdiff_t(kept));
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace sim
