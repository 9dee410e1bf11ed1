#include <algorithm>

#include "sim/tell/play_graph.hpp"

namespace sim {

namespace {

using Places = std::vector<PlayGraph::Place>;

std::vector<std::vector<int>> worlds_before(const Places& places) {
  std::vector<std::vector<int>> before(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const PlayGraph::Move& move : places[i].moves)
      before[std::size_t(move.to)].push_back(int(i));
  return before;
}

/// Fewest steps from each world to an end of which `wanted` is true; -1: it has no way there.
std::vector<int> distances(const Places& places, const std::vector<std::vector<int>>& before,
                           const std::vector<bool>& wanted) {
  std::vector<int> distance(places.size(), -1), reached;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].end >= 0 && wanted[std::size_t(places[i].end)]) {
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
  std::vector<bool> is_good = is_bad;
  is_good.flip();
  const auto before = worlds_before(places);
  const std::vector<int> to_bad = distances(places, before, is_bad);
  const std::vector<int> to_good = distances(places, before, is_good);
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].distance = to_bad[i];
    places[i].is_decided = to_good[i] < 0;
  }
}

int PlayGraph::shortest() const {
  int fewest = -1;
  for (const Start& start : starts) {
    const int steps = places[std::size_t(start.world)].distance;
    if (steps >= 0 && (fewest < 0 || steps < fewest)) fewest = steps;
  }
  return fewest;
}

}  // namespace sim
