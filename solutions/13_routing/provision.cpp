#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "routing.hpp"

namespace plumbing {

/// Returns the resources, each behind those that it needs.
std::vector<eda::Resource> in_order_of_needs(std::vector<eda::Resource> rest) {
  std::vector<eda::Resource> sorted;
  std::set<std::string> ids;
  while (!rest.empty()) {
    auto next = std::ranges::find_if(rest, [&](const eda::Resource& resource) {
      return std::ranges::all_of(resource.needs,
                                 [&](const std::string& need) { return ids.contains(need); });
    });
    if (next == rest.end()) next = rest.begin();  // it needs what is not in the file
    ids.insert(next->id());
    sorted.push_back(*next);
    rest.erase(next);
  }
  return sorted;
}

/// Creates a resource, unless it is there.
eda::Task<> ensure(eda::Resource resource, Ports io) {
  while (true) {
    const eda::CreateResult result = co_await io.cloud.create(resource);
    if (result == eda::CreateResult::created || result == eda::CreateResult::exists) co_return;
  }
}

/// Erases a subscription, unless it is gone.
eda::Task<> unsubscribe(std::string name, Ports io) {
  while (true) {
    const eda::ChangeResult result = co_await io.cloud.erase("subscription", name);
    if (result == eda::ChangeResult::changed || result == eda::ChangeResult::not_found) co_return;
  }
}

eda::Task<> provision(eda::Topology topology, Ports io) {
  const std::vector<eda::Resource> wanted = in_order_of_needs(topology.resources);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    ids.insert(wanted[i].id());
    const eda::Resource resource = wanted[i];
    co_await ensure(resource, io);
  }
  const std::vector<eda::Resource> present = co_await io.cloud.list("subscription");
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (ids.contains(present[i].id())) continue;
    const std::string name = present[i].name;
    co_await unsubscribe(name, io);
  }
}

}  // namespace plumbing
