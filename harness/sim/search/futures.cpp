#include "sim/search/futures.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sim {

double Futures::share_otherwise() const {
  using Limits = std::numeric_limits<double>;
  if (otherwise == 0) return 0;
  if (alike == 0) return 1;
  const double share = double(otherwise / (alike + otherwise));
  return std::min(std::max(share, Limits::min()), 1 - Limits::epsilon());
}

FutureCounts::Open FutureCounts::opened(const VisitedWorlds::Added& added) {
  Open open{.index = added.note};
  World now;
  Packed::unpack(known_[added.place], now);
  system_.for_each_successor(now,
                             [&](const Step&, World& next) { open.next.push_back(known(next)); });
  futures_.resize(known_.size());
  is_known_.resize(known_.size());
  if (open.next.empty()) {
    Futures& futures = futures_[open.index];
    (system_.end_of(now) == end_ ? futures.alike : futures.otherwise) = 1;
  }
  return open;
}

std::optional<Futures> FutureCounts::from(const World& world) {
  const VisitedWorlds::Added first = known(world);
  futures_.resize(known_.size());
  is_known_.resize(known_.size());
  if (is_known_[first.note]) return futures_[first.note];
  // Depth first, and each world after all those that follow it. There is no cycle, because each
  // step extends a history or lets something happen that was due.
  std::vector<Open> path;
  path.push_back(opened(first));
  while (!path.empty()) {
    if (known_.size() > worlds_max_) return std::nullopt;
    assert(path.size() <= known_.size() && "the worlds have no cycle");
    Open& open = path.back();
    if (open.counted == open.next.size()) {
      is_known_[open.index] = true;
      path.pop_back();
      continue;
    }
    const VisitedWorlds::Added& next = open.next[open.counted];
    if (!is_known_[next.note]) {
      path.push_back(opened(next));
      continue;
    }
    futures_[open.index].alike += futures_[next.note].alike;
    futures_[open.index].otherwise += futures_[next.note].otherwise;
    ++open.counted;
  }
  return futures_[first.note];
}

}  // namespace sim
