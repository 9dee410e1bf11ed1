#include "eda/topology.hpp"

#include <algorithm>

#include "patterns/event_pattern.hpp"

namespace eda {

namespace {

bool has(const Topology& topology, const std::string& kind, const std::string& name) {
  return std::ranges::any_of(topology.resources, [&](const Resource& resource) {
    return resource.kind == kind && resource.name == name;
  });
}

/// Topics and queues that the rules pass `event` to.
std::set<std::string> targets_of_rules(const Topology& topology, const Json& event,
                                       const char* kind) {
  std::set<std::string> names;
  for (const Resource& rule : topology.resources) {
    if (rule.kind != "rule") continue;
    const EventPattern pattern{rule.settings.at("pattern"), "rule " + rule.name};
    if (!pattern.matches(event)) continue;
    for (const Json& target : rule.settings.at("targets"))
      if (target.contains(kind)) names.insert(target.at(kind).get<std::string>());
  }
  return names;
}

}  // namespace

Json to_json(const Resource& resource) {
  Json json = Json::object();
  json["kind"] = resource.kind;
  json["name"] = resource.name;
  json["settings"] = resource.settings;
  json["needs"] = resource.needs;
  return json;
}

Resource resource_from_json(const Json& json) {
  return {json.at("kind").get<std::string>(), json.at("name").get<std::string>(),
          json.at("settings"), json.at("needs").get<std::vector<std::string>>()};
}

Json to_json(const Topology& topology) {
  Json list = Json::array();
  for (const Resource& resource : topology.resources) list.push_back(to_json(resource));
  Json json = Json::object();
  json["resources"] = std::move(list);
  return json;
}

Topology topology_from_json(const Json& json) {
  Topology topology;
  for (const Json& resource : json.at("resources"))
    topology.resources.push_back(resource_from_json(resource));
  return topology;
}

std::set<std::string> targets_of(const Topology& topology, const Event& event) {
  const Json json = to_json(event);
  std::set<std::string> queues = targets_of_rules(topology, json, "queue");
  const std::set<std::string> topics = targets_of_rules(topology, json, "topic");
  for (const Resource& subscription : topology.resources) {
    if (subscription.kind != "subscription") continue;
    const std::string topic = subscription.settings.at("topic");
    if (!topics.contains(topic) || !has(topology, "topic", topic)) continue;
    const Json filter = subscription.settings.value("filter", Json{});
    if (filter.is_null() || matches(filter, json))
      queues.insert(subscription.settings.at("queue").get<std::string>());
  }
  std::erase_if(queues, [&](const std::string& name) { return !has(topology, "queue", name); });
  return queues;
}

}  // namespace eda
