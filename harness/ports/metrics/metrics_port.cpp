#include "ports/metrics/metrics_port.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "eda/detail/text.hpp"
#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"

namespace sim {

using eda::Json;

namespace {

/// Throws InvalidRequest for what the metrics refuse: limits.md.
void check_count(const Json& request) {
  const std::string name = request.at("name");
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{fmt::format("count {}: {}", eda::detail::in_quotes(name), why)};
  };
  const std::size_t length = characters(name);
  if (length == 0 || length > eda::limits::metric_name_characters_max)
    refuse(fmt::format(
        "the name {}. CloudWatch takes 1 to {} characters.",
        length == 0 ? std::string{"is empty"} : fmt::format("has {} characters", length),
        eda::limits::metric_name_characters_max));
  const int by = request.at("by");
  if (by < 1) refuse(fmt::format("by {}. A counter only grows: by 1 or more.", by));
}

}  // namespace

eda::Task<> MetricsProxy::count(std::string name, int by) {
  Json request = Json::object();
  request["port"] = "metrics";
  request["do"] = "count";
  request["name"] = std::move(name);
  request["by"] = by;
  co_await channel_.send(std::move(request), check_count);
}

int MetricsPort::learn(const Json& action, int /*service*/) { return actions_.number(action); }

std::vector<Effect> MetricsPort::step(int action, const Situation& situation) {
  std::vector<int> counted = states_[situation.state];
  const int name = names_.number(actions_[action].at("name"));
  const auto place = std::lower_bound(counted.begin(), counted.end(), name);
  if (place == counted.end() || *place != name) counted.insert(place, name);
  return {{.state = states_.number(counted)}};
}

Request MetricsPort::request(int action) const {
  const Json& json = actions_[action];
  return {.verb = "count", .key = json.at("name"), .value = json.at("by")};
}

Json MetricsPort::book(int state) const {
  std::vector<Json> counted;
  for (const int name : states_[state]) counted.push_back(names_[name]);
  std::sort(counted.begin(), counted.end());  // numbers of names depend on what was explored first
  return Json::object({{"counted", Json(counted)}});
}

namespace ports {

PortKind metrics() {
  const auto port = [](const PortSetting&) -> std::unique_ptr<Port> {
    return std::make_unique<MetricsPort>();
  };
  return port_kind<eda::Metrics, MetricsProxy>(
      {.name = "metrics",
       .title = "metrics",
       .requests = {{{"count"}, {form::text("name"), form::whole("by", 1, INT32_MAX)}}}},
      port);
}

}  // namespace ports

}  // namespace sim
