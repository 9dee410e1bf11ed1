#include <set>

#include "ports/metrics/metrics_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::Circumstances, brute_force::RandomCall;
using eda::Json;

/// Metrics over a set of names.
class NaiveMetrics final : public brute_force::NaivePort {
 public:
  brute_force::Answered answer(const Json& request, const Circumstances& here) override {
    const bool is_new = counted_.insert(request.at("name").get<std::string>()).second;
    here.seen.insert(is_new ? "counted" : "counted again");
    return {Json{}};
  }
  std::string text(std::int64_t, std::set<std::string>&) const override {
    return "metrics " + held().dump();
  }
  Json held() const override { return Json::object({{"counted", Json(counted_)}}); }

 private:
  std::set<std::string> counted_;
};

eda::Task<bool> count_some(RandomCall call, eda::Metrics& metrics) {
  co_await metrics.count("counter-" + std::to_string(call.key), 1 + call.what);
  co_return true;
}

std::function<void()> count(std::string name, int by) {
  return [=] {
    (void)alone::action_of<sim::MetricsProxy>(
        [=](eda::Metrics& metrics) { return metrics.count(name, by); });
  };
}

std::vector<limit_cases::Case> limit_cases_of_metrics() {
  const std::size_t most = eda::limits::metric_name_characters_max;
  return {{"metric_name_characters_max",
           double(most),
           "CloudWatch takes 1 to 255 characters.",
           {count(std::string(most + 1, 'm'), 1), count("", 1)},
           {count(std::string(most, 'm'), 1), count("m", 1)}},
          {"metrics_by_min", 1, "by 0. A counter only grows", {count("m", 0)}, {count("m", 1)}}};
}

}  // namespace

TestedPort metrics() {
  return {
      .name = "metrics",
      .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
        return std::make_unique<NaiveMetrics>();
      },
      .call = [](const eda::Environment& environment,
                 RandomCall call) { return count_some(call, environment.port<eda::Metrics>()); },
      .features = {"counted", "counted again"},
      .limits = limit_cases_of_metrics};
}

}  // namespace tested_ports
