#include "simulate/load.hpp"

#include <cmath>
#include <stdexcept>

namespace sim {

std::vector<Duration> poisson(double per_minute, int count, std::uint64_t seed) {
  if (!(per_minute > 0)) throw std::invalid_argument{"poisson: per_minute must be more than 0"};
  Random random{seed};
  std::vector<Duration> moments;
  double at_ms = 0;  // rounded only at the end: at high rates the gaps are fractions of a ms
  for (int i = 0; i < count; ++i) {
    at_ms += -std::log(1 - random.unit()) * 60'000 / per_minute;
    moments.emplace_back(std::llround(at_ms));
  }
  return moments;
}

std::vector<Duration> bursts(int size, Duration every, int count) {
  if (size < 1) throw std::invalid_argument{"bursts: size must be at least 1"};
  std::vector<Duration> moments;
  for (int i = 0; i < count; ++i) moments.push_back(i / size * every);
  return moments;
}

}  // namespace sim
