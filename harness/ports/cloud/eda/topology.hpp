#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/json.hpp"

namespace eda {

/// Kinds of resources.
inline const std::set<std::string> resource_kinds{"bus",    "queue", "topic",       "table",
                                                  "stream", "rule",  "subscription"};

/// A thing that a control plane creates. Kind and name identify it.
struct Resource {
  Resource() = default;
  Resource(std::string kind, std::string name, Json settings = Json::object(),
           std::vector<std::string> needs = {})
      : kind{std::move(kind)},
        name{std::move(name)},
        settings(std::move(settings)),
        needs{std::move(needs)} {}

  std::string kind;                ///< one of `resource_kinds`
  std::string name;                ///< "order-processing.fifo"
  Json settings = Json::object();  ///< an object
  std::vector<std::string> needs;  ///< ids of what must be there first: {"queue/notifications"}

  /// "queue/order-processing.fifo"
  std::string id() const { return kind + "/" + name; }

  friend bool operator==(const Resource&, const Resource&) = default;
};

Json to_json(const Resource& resource);
/// Throws Json::exception for a value of another form.
Resource resource_from_json(const Json& json);

/// Resources that belong together, in the order of their file.
struct Topology {
  Topology() = default;
  explicit Topology(std::vector<Resource> resources) : resources{std::move(resources)} {}

  std::vector<Resource> resources;
};

Json to_json(const Topology& topology);
Topology topology_from_json(const Json& json);

/// Names of the queues that get `event`, once it is on the bus.
///
/// A rule, {"pattern": …, "targets": [{"queue": …} or {"topic": …}, …]}, passes an event that its
/// pattern matches to each of its targets. A subscription, {"topic": …, "queue": …, "filter": …},
/// passes what its topic gets, and its filter matches, to its queue; without a filter it passes
/// all. Patterns and filters are those of EventPattern, and see the JSON form of the event. What
/// goes to a queue or topic that is not in the topology is lost. Throws InvalidPattern.
std::set<std::string> targets_of(const Topology& topology, const Event& event);

}  // namespace eda
