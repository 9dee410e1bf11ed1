#include "simulate/partitioned_engine.hpp"

namespace sim {

PartitionedEngine::Thing& PartitionedEngine::thing(const std::string& name) {
  Thing& thing = things_[name];
  if (!thing.engine) thing.engine = std::make_unique<PortEngine>(tables_, port_);
  return thing;
}

/// Notes the lanes that have a delivery now.
void PartitionedEngine::note(const std::string& name, const Performed& performed,
                             const Call& call) {
  Thing& thing = things_.at(name);
  for (const Consignment& one : performed.consignments) {
    if (!names_.try_emplace(one.lane, name).second) continue;
    if (thing.lanes++ == 0) thing.since_ms = call.now_ms;
  }
}

Performed PartitionedEngine::carry_out(const Json& request, const Call& call) {
  std::string name = request.value(field_, std::string{});
  if (request.contains("queue")) name = request.at("queue").get<std::string>() + "/" + name;
  Performed performed = thing(name).engine->carry_out(request, call);
  note(name, performed, call);
  return performed;
}

Performed PartitionedEngine::acknowledged(int lane, const Call& call) {
  const auto found = names_.find(lane);
  const std::string name = found->second;
  Thing& thing = things_.at(name);
  Performed performed = thing.engine->acknowledged(lane, call);
  if (performed.consignments.empty()) {
    names_.erase(found);
    if (--thing.lanes == 0) thing.busy_ms += call.now_ms - thing.since_ms;
  }
  return performed;
}

std::optional<Performed> PartitionedEngine::abandoned(int lane, const Call& call) {
  return things_.at(names_.at(lane)).engine->abandoned(lane, call);
}

/// Books of all things, their lists one after another.
Json PartitionedEngine::book() const {
  if (!port_.has_book()) return {};
  Json all = port_.book(0);
  for (const auto& [name, thing] : things_) {
    Json book = thing.engine->book();
    for (auto& [list, entries] : book.get_ref<Json::object_t&>())
      for (Json& entry : entries) all[list].push_back(std::move(entry));
  }
  return all;
}

void PartitionedEngine::add_busy(BusyTimes& busy) const {
  for (const auto& [name, thing] : things_)
    if (thing.busy_ms > 0) busy[name] = Duration{thing.busy_ms};
}

}  // namespace sim
