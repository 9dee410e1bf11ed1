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

DistinctEnd end_of(const std::shared_ptr<Explorer>& explorer, End end, const Schedule& schedule,
                   bool is_calmest) {
  SchedulePlayer player = SchedulePlayer::from(explorer->system, schedule.initial_state);
  for (const Step& step : schedule.steps) player.take(step);
  const auto telling = [explorer, end, schedule, is_calmest] {
    FutureCounts counts{explorer->system, end};
    Trace trace = tell(explorer->system, schedule, &counts);
    trace.is_shortest = is_calmest;
    return trace;
  };
  return {.found = {outcome_of(explorer->system, player.world()), telling},
          .is_calmest = is_calmest,
          .faults = player.faults(),
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
  std::map<End, Explorer::EndCount> counts;
  if (gallery.is_exhausted) counts = explorer->count_by_end();
  std::set<End> goals;
  for (const auto& [end, place] : explorer->ends()) goals.insert(end);
  const std::map<End, Schedule> calmest = shortest_to_each(system, goals);
  for (const auto& [end, place] : explorer->ends()) {
    const auto known = calmest.find(end);
    const bool is_calmest = known != calmest.end();
    gallery.ends.push_back(
        end_of(explorer, end,
               is_calmest ? known->second : in_reading_order(system, path_to(*explorer, place)),
               is_calmest));
    gallery.ends.back().schedules = counts[end].schedules;
    gallery.ends.back().worlds = counts[end].worlds;
  }
  std::stable_sort(gallery.ends.begin(), gallery.ends.end(), is_calmer);
  return gallery;
}

}  // namespace sim
