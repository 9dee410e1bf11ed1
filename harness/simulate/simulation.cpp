#include "simulate/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sim {

Duration percentile(std::vector<Duration> values, double p) {
  if (values.empty()) throw std::invalid_argument{"percentile: there are no values"};
  if (!(p > 0 && p <= 100))
    throw std::invalid_argument{
        fmt::format("percentile: p must be above 0 and up to 100, is {}", p)};
  const auto rank = std::size_t(std::ceil(p / 100 * double(values.size())));
  const auto place =
      values.begin() + std::ptrdiff_t(std::clamp<std::size_t>(rank, 1, values.size())) - 1;
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

Simulation::Simulation(Outcome outcome, Measures measures)
    : Outcome{std::move(outcome)}, measures_{std::move(measures)} {}

std::vector<Duration> Simulation::latencies() const {
  std::vector<Duration> latencies;
  for (const auto& [name, order] : measures_.orders)
    if (order.ended) latencies.push_back(order.last - order.first);
  return latencies;
}

double Simulation::utilisation(const std::string& service) const {
  const Queue& queue = measures_.queues.at(service);
  if (measures_.span == Duration{}) return 0;
  return double(queue.busy.count()) / double(measures_.span.count()) / std::max(1, queue.workers);
}

std::uint64_t mixed(std::uint64_t digest, std::uint64_t number) {
  return (digest ^ number) * 0x100000001B3u;
}

std::uint64_t mixed(std::uint64_t digest, const std::string& text) {
  for (const char c : text) digest = mixed(digest, std::uint64_t(static_cast<unsigned char>(c)));
  return digest;
}

std::uint64_t Simulation::digest() const {
  std::uint64_t digest = measures_.steps_digest;
  for (const Published& one : published()) digest = mixed(digest, eda::to_json(one.event).dump());
  return mixed(digest, all_held().dump());
}

std::string Simulation::summary() const {
  const std::size_t ended = latencies().size();
  std::string text = fmt::format("One sample, seed {}: ", measures_.seed);
  if (!measures_.orders.empty())
    text += fmt::format("{} of {} orders ended, ", ended, measures_.orders.size());
  text +=
      fmt::format("{} deliveries, {} steps in {:.1f} virtual minutes", measures_.counts.deliveries,
                  measures_.counts.steps, double(measures_.span.count()) / 60'000);
  if (ended > 0)
    text +=
        fmt::format("; latency p50 {} ms, p95 {} ms, p99 {} ms", percentile_of_latency(50).count(),
                    percentile_of_latency(95).count(), percentile_of_latency(99).count());
  if (measures_.counts.throttled > 0)
    text += fmt::format("; {} writes above the capacity of a row", measures_.counts.throttled);
  for (const auto& [fault, count] : measures_.counts.faults)
    text += fmt::format("; {} {}", count, fault);
  if (!measures_.is_finished) text += "; stopped at Load::steps_max, not finished";
  return text;
}

}  // namespace sim
