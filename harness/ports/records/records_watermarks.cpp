#include <algorithm>

#include "ports/records/records_port.hpp"

namespace sim {

using eda::Json;

std::vector<Effect> RecordsPort::watermark(const Situation& situation) {
  State state = read(situation.state);
  Effect effect;
  for (std::size_t i = 0; i < readers_.watermarks.size(); ++i) {
    const auto& [handler, service] = readers_.watermarks[i];
    const std::int64_t now = watermark_of(state, service, situation.now_ms);
    int& told = state.watermarks[i];
    if (now <= told) continue;
    told = int(now);
    const std::string instant = eda::to_rfc3339(setting_.start + Duration{now});
    Event event{"eda.watermark"};
    event.source = "records";
    event.id = "watermark-" + instant;
    event.data = Json::object({{"instant", instant}});
    effect.deliveries.push_back({.handler = handler, .event = tables_.events.number(event)});
  }
  std::vector<Effect> effects{done(state, effect)};
  if (effect.deliveries.empty() || situation.faults.left(Fault::redelivery) == 0) return effects;
  const std::vector<Message> once = effect.deliveries;
  effect.deliveries.insert(effect.deliveries.end(), once.begin(), once.end());
  effect.spent = Budget::one(Fault::redelivery);
  effects.push_back(done(state, std::move(effect)));
  return effects;
}

std::int64_t RecordsPort::watermark_of(const State& state, int service, int now_ms) const {
  constexpr std::int64_t idle_after_ms = 60'000, far = INT_MAX / 2;
  std::int64_t least = now_ms - idle_after_ms;
  bool has_busy = false, has_group = false;
  for (int p = 0; p < partitions_now(state); ++p) {
    const Partition& partition = state.partitions[std::size_t(p)];
    const bool is_quiet = partition.list == 0 || now_ms - partition.appended_ms >= idle_after_ms;
    for (int group = 0; group < int(readers_.groups.size()); ++group) {
      if (readers_.groups[std::size_t(group)].service != service) continue;
      has_group = true;
      const int committed = at(state, group, p).committed;
      if (is_quiet && committed == count(state, p)) continue;
      const int list = list_before(p, partition.list, committed);
      std::int64_t latest = known_lists_[std::size_t(list)].latest_ms;
      if (latest == no_time) return no_watermark;
      latest = std::clamp(latest, -far, far);
      least = has_busy ? std::min(least, latest) : latest;
      has_busy = true;
    }
  }
  return has_group ? least : no_watermark;
}

}  // namespace sim
