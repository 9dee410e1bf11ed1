#include "naive_cloud.hpp"
#include "ports/cloud/cloud_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall;
using eda::Json, eda::Resource, eda::Task;

Task<bool> create(eda::Cloud& cloud, Resource resource) {
  try {
    const eda::CreateResult result = co_await cloud.create(resource);
    co_return result == eda::CreateResult::created;
  } catch (const eda::InvalidRequest&) {
    co_return false;
  }
}

/// Mostly one queue, and a rule that needs it.
Task<bool> ask(RandomCall call, eda::Cloud& cloud) {
  const std::string queue = call.key < 2 ? "a" : "b";
  Json settings = Json::object();
  settings["by"] = call.flag;
  const Resource box{"queue", queue, settings};
  const Resource rule{"rule", "r", Json::object(), {"queue/" + queue}};
  switch (call.what % 6) {
    case 0: {
      const bool is_created = co_await create(cloud, box);
      co_return is_created;
    }
    case 1: {
      const bool is_created = co_await create(cloud, rule);
      co_return is_created;
    }
    case 2: {
      const bool has_box = co_await create(cloud, box);
      const bool has_rule = co_await create(cloud, rule);
      co_return has_box&& has_rule;
    }
    case 3: {
      if (call.what < 50) (void)co_await create(cloud, box);  // else there is rarely one
      const eda::ChangeResult result = co_await cloud.erase("queue", queue);
      co_return result == eda::ChangeResult::changed;
    }
    case 4: {
      const auto found = co_await cloud.describe("queue", queue);
      co_return found.has_value();
    }
    default: {
      bool is_created = false;
      if (call.flag) is_created = co_await create(cloud, box);
      const std::vector<Resource> queues = co_await cloud.list("queue");
      co_return is_created || queues.size() == 1;
    }
  }
}

using Call = std::function<void()>;

template <typename Request>
Call to_cloud(Request request) {
  return [request] { (void)alone::action_of<sim::CloudProxy>(request); };
}
Call create(std::string kind, std::string name, Json settings = Json::object()) {
  const Resource resource{std::move(kind), std::move(name), std::move(settings)};
  return to_cloud([=](eda::Cloud& cloud) { return cloud.create(resource); });
}
Call describe(std::string kind, std::string name) {
  return to_cloud([=](eda::Cloud& cloud) { return cloud.describe(kind, name); });
}
Call list(std::string kind) {
  return to_cloud([=](eda::Cloud& cloud) { return cloud.list(kind); });
}
Call erase(std::string kind, std::string name) {
  return to_cloud([=](eda::Cloud& cloud) { return cloud.erase(kind, name); });
}

std::vector<limit_cases::Case> limit_cases_of_cloud() {
  const std::size_t most = eda::limits::resource_name_characters_max;
  return {
      {"resource_kind",
       0,
       "there is no such kind",
       {create("box", "a"), describe("box", "a"), list("box"), erase("", "a")},
       {create("queue", "a"), describe("bus", "a"), list("subscription"), erase("rule", "a")}},
      {"resource_name_characters_max",
       double(most),
       "It needs 1 to 80.",
       {create("queue", std::string(most + 1, 'a')), create("queue", ""), describe("queue", ""),
        erase("queue", "")},
       {create("queue", std::string(most, 'a')), describe("queue", "a")}},
      {"resource_name_alphabet",
       0,
       "the name has other characters",
       {create("queue", "a/b"), describe("queue", "a b"), erase("queue", "é")},
       {create("queue", "order-processing_2.fifo")}},
      {"resource_settings",
       0,
       "its settings are no JSON object",
       {create("queue", "a", nullptr), create("queue", "a", Json::array())},
       {create("queue", "a", Json::object())}},
  };
}

}  // namespace

TestedPort cloud() {
  return {.name = "cloud",
          .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
            return std::make_unique<NaiveCloud>();
          },
          .call = [](const eda::Environment& environment,
                     RandomCall call) { return ask(call, environment.port<eda::Cloud>()); },
          .features = {"created", "created before", "a need is missing",
                       "a need is not visible yet", "a change throttled", "a change unknown, done",
                       "a change unknown, not done", "erased", "nothing to erase", "a list",
                       "a description", "an older state of the resources"},
          .limits = limit_cases_of_cloud};
}

}  // namespace tested_ports
