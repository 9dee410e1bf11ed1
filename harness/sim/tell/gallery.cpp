#include "sim/tell/gallery.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sim/search/reading_order.hpp"
#include "sim/search/shortest.hpp"
#include "sim/tell/ending.hpp"
#include "sim/tell/tell.hpp"

namespace sim {

namespace {

/// Number of faults of `schedule`; `player` goes along it.
int faults_along(SchedulePlayer& player, const Schedule& schedule) {
  TransitionSystem& system = player.system();
  int faults = system.all_initial_states()[std::size_t(schedule.initial_state)].duplicates;
  for (const Step& step : schedule.steps) {
    const World before = player.world();
    player.take(step);
    faults += system.faults_of(before, step, player.world());
  }
  return faults;
}

DistinctEnd end_of(const std::shared_ptr<Explorer>& explorer, const Schedule& schedule, End end) {
  SchedulePlayer player = SchedulePlayer::from(explorer->system, schedule.initial_state);
  const int faults = faults_along(player, schedule);
  const auto telling = [explorer, schedule, end] {
    FutureCounts counts{explorer->system, end};
    return tell(explorer->system, schedule, &counts);
  };
  return {.found = {outcome_of(explorer->system, player.world()), telling},
          .faults = faults,
          .steps = int(schedule.steps.size())};
}

bool is_calmer(const DistinctEnd& one, const DistinctEnd& other) {
  return std::tuple{!one.is_calmest, one.faults, one.steps} <
         std::tuple{!other.is_calmest, other.faults, other.steps};
}

}  // namespace

long double Gallery::schedules() const {
  long double sum = 0;
  for (const DistinctEnd& end : ends) sum += end.schedules;
  return sum;
}

Gallery gallery_of(Scenario scenario, std::shared_ptr<Executor> executor) {
  if (!executor) executor = in_process(scenario);
  const auto explorer = std::make_shared<Explorer>(std::move(scenario), executor);
  TransitionSystem& system = explorer->system;
  while (explorer->next_end()) continue;
  Gallery gallery{.worlds = explorer->worlds().size(), .is_exhausted = explorer->is_exhausted()};
  const std::map<End, std::uint32_t> places = explorer->ends();
  std::map<End, Explorer::EndCount> counts;
  if (gallery.is_exhausted) counts = explorer->count_by_end();
  std::set<End> goals;
  for (const auto& [end, place] : places) goals.insert(end);
  const std::map<End, Schedule> calmest = shortest_to_each(system, goals);
  for (const auto& [end, place] : places) {
    const auto known = calmest.find(end);
    gallery.ends.push_back(end_of(explorer,
                                  known != calmest.end()
                                      ? known->second
                                      : in_reading_order(system, path_to(*explorer, place)),
                                  end));
    gallery.ends.back().is_calmest = known != calmest.end();
    gallery.ends.back().schedules = counts[end].schedules;
    gallery.ends.back().worlds = counts[end].worlds;
  }
  std::stable_sort(gallery.ends.begin(), gallery.ends.end(), is_calmer);
  return gallery;
}

}  // namespace sim
