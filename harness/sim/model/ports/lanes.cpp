#include "sim/model/ports/lanes.hpp"

#include <algorithm>

namespace sim {

std::vector<Lanes::Lane>::iterator Lanes::find(int lane) {
  return std::lower_bound(lanes_.begin(), lanes_.end(), lane,
                          [](const Lane& l, int number) { return l.number < number; });
}

bool Lanes::push(int lane, int event) {
  auto at = find(lane);
  if (at == lanes_.end() || at->number != lane) at = lanes_.insert(at, Lane{lane, {}});
  at->events.push_back(event);
  return at->events.size() == 1;
}

int Lanes::pop(int lane) {
  const auto at = find(lane);
  if (at == lanes_.end() || at->number != lane) return -1;
  at->events.erase(at->events.begin());
  if (!at->events.empty()) return at->events.front();
  lanes_.erase(at);
  return -1;
}

bool Lanes::is_free(int lane) const {
  return std::none_of(lanes_.begin(), lanes_.end(),
                      [&](const Lane& one) { return one.number == lane; });
}

void Lanes::write(std::vector<int>& out) const {
  out.push_back(int(lanes_.size()));
  for (const Lane& lane : lanes_) {
    out.push_back(lane.number);
    out.push_back(int(lane.events.size()));
    out.insert(out.end(), lane.events.begin(), lane.events.end());
  }
}

void Lanes::read(const int*& at) {
  lanes_.resize(std::size_t(*at++));
  for (Lane& lane : lanes_) {
    lane.number = *at++;
    lane.events.assign(at + 1, at + 1 + *at);
    at += 1 + *at;
  }
}

}  // namespace sim
