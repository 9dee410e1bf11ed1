#include <algorithm>

#include "sim/tell/play_graph.hpp"

namespace sim {

namespace {

using Places = std::vector<PlayGraph::Place>;

/// For each world those of one step before, by a step for which `counts` is true.
template <typename Counts>
std::vector<std::vector<int>> worlds_before(const Places& places, const Counts& counts) {
  std::vector<std::vector<int>> before(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const PlayGraph::Move& move : places[i].moves)
      if (counts(move)) before[std::size_t(move.to)].push_back(int(i));
  return before;
}

/// Fewest steps from each world to one of which `is_wanted` is true; -1: it has no way there.
template <typename Wanted>
std::vector<int> distances(const Places& places, const std::vector<std::vector<int>>& before,
                           const Wanted& is_wanted) {
  std::vector<int> distance(places.size(), -1), reached;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (is_wanted(i)) {
      distance[i] = 0;
      reached.push_back(int(i));
    }
  for (std::size_t at = 0; at < reached.size(); ++at)
    for (const int from : before[std::size_t(reached[at])]) {
      if (distance[std::size_t(from)] >= 0) continue;
      distance[std::size_t(from)] = distance[std::size_t(reached[at])] + 1;
      reached.push_back(from);
    }
  return distance;
}

}  // namespace

void PlayGraph::judge(const std::vector<bool>& is_bad) {
  const auto before = worlds_before(places, [](const Move&) { return true; });
  const auto calm_before = worlds_before(
      places, [this](const Move& move) { return deeds[std::size_t(move.deed)].faults == 0; });
  const auto ends_as = [&](bool wanted) {
    return [this, &is_bad, wanted](std::size_t i) {
      return places[i].end >= 0 && is_bad[std::size_t(places[i].end)] == wanted;
    };
  };
  const std::vector<int> to_bad = distances(places, before, ends_as(true)),
                         to_good = distances(places, calm_before, ends_as(false));
  const std::vector<int> to_loss =
      distances(places, before, [&](std::size_t i) { return to_good[i] < 0; });
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].distance = to_bad[i];
    places[i].loss = to_loss[i];
  }
}

namespace {

int fewest_from(const std::vector<PlayGraph::Start>& starts, const Places& places,
                int PlayGraph::Place::*steps) {
  int fewest = -1;
  for (const PlayGraph::Start& start : starts) {
    const int own = places[std::size_t(start.world)].*steps;
    if (own >= 0 && (fewest < 0 || own < fewest)) fewest = own;
  }
  return fewest;
}

}  // namespace

int PlayGraph::shortest() const { return fewest_from(starts, places, &Place::distance); }
int PlayGraph::shortest_loss() const { return fewest_from(starts, places, &Place::loss); }

}  // namespace sim
