#include "simulate/shrink.hpp"

#include <algorithm>
#include <utility>

#include "simulate/simulate.hpp"

namespace sim {

namespace {

using Orders = std::vector<std::string>;

/// Delta debugging of the orders of one load.
class Shrinker {
 public:
  Shrinker(const Scenario& scenario, const Load& load, std::uint64_t seed, const Breaks& breaks,
           int seeds_max)
      : scenario_{scenario}, load_{load}, seed_{seed}, breaks_{breaks}, seeds_max_{seeds_max} {}

  std::optional<Shrunk> run() {
    Orders orders;
    for (const Arrival& arrival : load_.arrivals) orders.push_back(load_.order_of(arrival.event));
    std::sort(orders.begin(), orders.end());
    orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
    const int seeds_max = std::exchange(seeds_max_, 1);
    if (!is_wrong(orders)) return {};
    seeds_max_ = seeds_max;
    std::size_t parts = 2;
    while (orders.size() > 1) {
      if (keep_a_part(orders, parts)) continue;
      if (parts >= orders.size()) break;
      parts = std::min(2 * parts, orders.size());
    }
    return result_;
  }

 private:
  /// Keeps one of `parts` parts of the orders, or all but one, if that is still wrong.
  bool keep_a_part(Orders& orders, std::size_t& parts) {
    const auto border = [&](std::size_t part) {
      return orders.begin() + std::ptrdiff_t(part * orders.size() / parts);
    };
    for (std::size_t part = 0; part < parts; ++part) {
      Orders one{border(part), border(part + 1)};
      if (!is_wrong(one)) continue;
      orders = std::move(one);
      parts = 2;
      return true;
    }
    for (std::size_t part = 0; parts > 2 && part < parts; ++part) {
      Orders others{orders.begin(), border(part)};
      others.insert(others.end(), border(part + 1), orders.end());
      if (!is_wrong(others)) continue;
      orders = std::move(others);
      --parts;
      return true;
    }
    return false;
  }

  bool is_wrong(const Orders& orders) {
    Load load = load_;
    std::erase_if(load.arrivals, [&](const Arrival& arrival) {
      return !std::binary_search(orders.begin(), orders.end(), load_.order_of(arrival.event));
    });
    std::vector<Arrival> all = scenario_.events;
    all.insert(all.end(), load.arrivals.begin(), load.arrivals.end());
    for (int i = 0; i < seeds_max_; ++i) {
      ++simulations_;
      const std::uint64_t seed = seed_ + std::uint64_t(i);
      if (!breaks_(simulate(scenario_, load, seed), all)) continue;
      result_ = {orders, std::move(load.arrivals), seed, simulations_};
      return true;
    }
    return false;
  }

  const Scenario& scenario_;
  const Load& load_;
  std::uint64_t seed_;
  const Breaks& breaks_;
  int seeds_max_;
  int simulations_ = 0;
  Shrunk result_;
};

/// One fault of each kind that the load has.
Faults faults_of(const Load& load, Faults faults) {
  const Rates& rates = load.rates;
  const auto one_if = [](double rate) { return int(rate > 0); };
  faults.duplicates_per_event_max = faults.duplicates_max = one_if(rates.copies);
  faults.crashes_max = one_if(rates.crashes);
  faults.stale_reads_max = one_if(rates.stale_reads);
  faults.throttles_max = one_if(rates.throttles);
  faults.unknowns_max = one_if(rates.unknowns);
  faults.partial_failures_max = one_if(rates.partial_failures);
  faults.timer_duplicates_max = one_if(rates.timer_copies);
  faults.late_timers_max = one_if(rates.late_timers);
  faults.redeliveries_max = one_if(rates.redeliveries);
  faults.rebalances_max = one_if(rates.rebalances);
  return faults;
}

std::optional<FoundOutcome> first_break(const Scenario& scenario, const Breaks& breaks) {
  OutcomeSearch search{scenario};
  while (std::optional<FoundOutcome> found = search.next())
    if (breaks(found->outcome, scenario.events)) return found;
  return {};
}

}  // namespace

std::optional<Shrunk> shrunk(const Scenario& scenario, const Load& load, std::uint64_t seed,
                             const Breaks& breaks, int seeds_max) {
  return Shrinker{scenario, load, seed, breaks, seeds_max}.run();
}

std::optional<FoundOutcome> shortest_break(const Scenario& scenario, const Load& load,
                                           const Shrunk& shrunk, const Breaks& breaks) {
  Scenario at_their_moments = scenario;
  at_their_moments.overlap = Overlap::full;
  at_their_moments.events.insert(at_their_moments.events.end(), shrunk.arrivals.begin(),
                                 shrunk.arrivals.end());
  at_their_moments.faults = faults_of(load, scenario.faults);
  Scenario at_once = at_their_moments;
  for (Arrival& arrival : at_once.events) arrival.at = Duration{};
  Scenario without_faults = at_once;
  without_faults.faults = faults_of({}, scenario.faults);
  at_their_moments.faults.time_races_max = 1;
  for (const Scenario* scope : {&without_faults, &at_once, &at_their_moments})
    if (std::optional<FoundOutcome> found = first_break(*scope, breaks)) return found;
  return {};
}

}  // namespace sim
