#include "naive_downstream.hpp"
#include "ports/downstream/downstream_port.hpp"
#include "tests/port_alone.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall;
using eda::Json;
using limit_cases::Case;
using namespace std::chrono_literals;
namespace limits = eda::limits;

/// Mostly one key, so that calls meet.
eda::Task<bool> call_service(RandomCall call, eda::Downstream& services) {
  const std::string target = call.what % 20 == 7 ? "no service"
                             : call.what < 45    ? "bakery"
                                                 : "mill";
  const std::string key = call.key == 0 ? "key" : "key of " + call.event.id;
  Json body = Json::object();
  body["n"] = call.what % 4;
  body["line"] = call.flag ? "a" : "b";
  const eda::CallResult result = co_await services.call(target, key, body);
  co_return result.ok();
}

/// Two services, one of which rejects some bodies, and their weather.
void furnish(sim::Scenario& scenario, int random) {
  const Json pattern = Json::object({{"n", Json::array({3, 1})}});
  std::vector<sim::Rejection> rejections;
  if (random % 5 == 0) rejections.emplace_back(pattern, "no bread yet", 1min);
  rejections.emplace_back(random % 5 == 0 ? Json::object({{"n", Json::array({3})}}) : pattern,
                          "no such bread");
  scenario.downstream.emplace_back("bakery", random % 2 == 0 ? "line" : "", rejections);
  scenario.downstream.emplace_back("mill", "n");
  using Kind = sim::Weather::Kind;
  const auto add = [&](const char* target, int choice) {
    if (choice > 2) return;
    scenario.weather.emplace_back(target, Kind(choice), choice % 2 * 1min, 4min, 1min);
  };
  add("bakery", random / 2 % 6);
  add("mill", random / 12 % 4);
}

std::function<void()> to_bakery(std::string target, std::string key, Json body) {
  return [=] {
    sim::DownstreamPort port{{.targets = {sim::Target{"bakery"}}}};
    alone::PortAlone<sim::DownstreamProxy> services{port};
    services.ask([=](eda::Downstream& one) { return one.call(target, key, body); });
  };
}

std::vector<Case> limits_of_calls() {
  const std::size_t key_max = limits::call_key_characters_max;
  const std::size_t body_max = limits::call_body_bytes_max;
  return {
      {"call_empty_key",
       0,
       "the key is empty",
       {to_bakery("bakery", "", 1)},
       {to_bakery("bakery", "k", 1)}},
      {"call_key_characters_max",
       double(key_max),
       "the key has 256",
       {to_bakery("bakery", std::string(key_max + 1, 'k'), 1)},
       {to_bakery("bakery", std::string(key_max, 'k'), 1)}},
      {"call_body_bytes_max",
       double(body_max),
       "the body has 1048577 bytes",
       {to_bakery("bakery", "k", std::string(body_max - 1, 'b'))},
       {to_bakery("bakery", "k", std::string(body_max - 2, 'b'))}},
      {"call_no_such_target",
       0,
       "there is no service of that name",
       {to_bakery("bakkery", "k", 1), to_bakery("", "k", 1)},
       {to_bakery("bakery", "k", 1)}},
  };
}

}  // namespace

TestedPort downstream() {
  return {
      .name = "downstream",
      .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
        return std::make_unique<NaiveDownstream>();
      },
      .call = [](const eda::Environment& environment,
                 RandomCall one) { return call_service(one, environment.port<eda::Downstream>()); },
      .features = {"a call of no service", "a key again at a service", "a call rejected",
                   "call unknown, done", "call unknown, not done", "a service is down",
                   "a service hangs", "a service is slow"},
      .furnish = furnish,
      .limits = limits_of_calls};
}

}  // namespace tested_ports
