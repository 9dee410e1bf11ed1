#include "simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/caller_port.hpp"
#include "sim/model/sweep_tick.hpp"
#include "simulate/partitioned_engine.hpp"
#include "simulate/port_engine.hpp"
#include "simulate/simulator.hpp"
#include "simulate/small_engines.hpp"

namespace sim {

using eda::Subscription;

namespace {

std::array<double, faults_count> by_fault(const Rates& rates) {
  std::array<double, faults_count> all{};
  const auto set = [&](Fault fault, double rate) { all[std::size_t(fault)] = rate; };
  set(Fault::duplicate, rates.copies);
  set(Fault::crash, rates.crashes);
  set(Fault::stale, rates.stale_reads);
  set(Fault::throttle, rates.throttles);
  set(Fault::unknown, rates.unknowns);
  set(Fault::partial, rates.partial_failures);
  set(Fault::timer_duplicate, rates.timer_copies);
  set(Fault::late, rates.late_timers);
  set(Fault::redelivery, rates.redeliveries);
  set(Fault::rebalance, rates.rebalances);
  set(Fault::expiry, rates.visibility_expiries);
  return all;
}

/// Faults that a schedule of the explorer may have.
Budget budget_of(const Faults& faults) {
  Budget budget = Budget::of(faults);
  budget.set(Fault::duplicate, faults.duplicates_per_event_max > 0 ? faults.duplicates_max : 0);
  return budget;
}

}  // namespace

Simulator::Simulator(Scenario scenario, Load load, std::uint64_t seed,
                     std::shared_ptr<Executor> executor)
    : scenario_{std::move(scenario)},
      load_{std::move(load)},
      executor_{executor ? std::move(executor) : in_process(scenario_)},
      ports_{tables_, scenario_},
      targets_{scenario_, ports_},
      times_{seed},
      faults_{seed ^ 0xFA17FA17},
      agenda_{~seed},
      rates_{by_fault(load_.rates)},
      left_{budget_of(scenario_.faults)} {
  measures_.seed = seed;
  measures_.steps_digest = 0xCBF29CE484222325u;  // FNV-1a, its offset basis
  add_services();
  add_engines();
  add_arrivals();
  add_sweeps();
}

void Simulator::add_services() {
  for (const eda::Service& service : scenario_.services) {
    for (std::size_t i = 0; i < service.subscriptions.size(); ++i)
      services_.push_back(int(staff_.size()));
    Staff& staff = staff_.emplace_back();
    if (const auto queue = load_.queues.find(service.name); queue != load_.queues.end())
      staff.limits = queue->second;
    if (const auto workers = load_.workers.find(service.name); workers != load_.workers.end())
      staff.limits.concurrency = workers->second;
    staff.queue.workers = staff.limits.concurrency;
  }
  admissions_left_ = load_.admission.burst;
  for (const auto& [name, workers] : load_.workers)
    if (std::none_of(
            scenario_.services.begin(), scenario_.services.end(),
            [&, &name = name](const eda::Service& service) { return service.name == name; }))
      throw std::invalid_argument{
          fmt::format("Load::workers names \"{}\", which is no service of the scenario", name)};
}

void Simulator::add_engines() {
  const PortSetting setting{.tables = tables_, .scenario = scenario_};
  requests_.resize(WorldPorts::count);
  for (int port = 0; port < WorldPorts::count; ++port) {
    const std::string& name = ports_.name_of(port);
    std::unique_ptr<Engine> engine;
    if (port == WorldPorts::bus_number) {
      auto bus = std::make_unique<BusEngine>(
          scenario_, [this](const Event& fact, int service) { accepted(fact, service); });
      bus_ = bus.get();
      engine = std::move(bus);
    } else if (name == "store") {
      (void)ports_[port].at_start();  // checks the rows
      auto store = std::make_unique<StoreEngine>(
          scenario_, StoreEngine::Setting{
                         .own_number = port,
                         .change_handlers = setting.subscriptions_to(Subscription::To::changes),
                         .has_stale_reads = load_.rates.stale_reads > 0,
                         .writes_per_row = load_.writes_per_row});
      store_ = store.get();
      engine = std::move(store);
    } else if (name == "timers") {
      engine = std::make_unique<TimersEngine>(scenario_, port);
    } else if (name == CallerPort::name) {
      engine = std::make_unique<CallerEngine>(scenario_);
    } else if (const auto field = load_.things_of.find(name); field != load_.things_of.end()) {
      engine = std::make_unique<PartitionedEngine>(tables_, ports_[port], field->second);
    } else {
      engine = std::make_unique<PortEngine>(tables_, ports_[port]);
    }
    if (const auto found = load_.capacity.find(name); found != load_.capacity.end())
      servers_[port] = {&found->second,
                        std::vector<std::int64_t>(std::size_t(std::max(1, found->second.servers)))};
    engines_.push_back(std::move(engine));
    const auto times = load_.calls_of.find(name);
    call_times_.push_back(times == load_.calls_of.end() ? &load_.call : &times->second);
    Performed start = engines_.back()->at_start();
    apply(start);
  }
  for (const auto& [name, times] : load_.calls_of) try {
      (void)ports_.number_of(name);
    } catch (const std::logic_error& error) {
      throw std::invalid_argument{fmt::format("Load::calls_of: {}", error.what())};
    }
}

void Simulator::add_arrivals() {
  load_.arrivals.insert(load_.arrivals.begin(), scenario_.events.begin(), scenario_.events.end());
  for (std::size_t i = 0; i < load_.arrivals.size(); ++i) {
    const auto& [event, at] = load_.arrivals[i];
    eda::must_have_json_form(event, "event " + event.type);
    Duration when = at;
    if (faults_.chance(load_.rates.late)) {
      when += load_.late_by.draw(times_);
      ++measures_.counts.faults["late arrival"];
    }
    if (when == Duration{})
      arrive(event, int(i));
    else
      agenda_.add(when.count(), {.kind = Planned::Kind::arrival, .number = int(i)});
  }
}

void Simulator::add_sweeps() {
  int handler = 0;
  for (const eda::Service& service : scenario_.services)
    for (const Subscription& subscription : service.subscriptions) {
      for (std::size_t i = 0;
           subscription.to == Subscription::To::sweeps && i < scenario_.sweeps.size(); ++i) {
        const Consignment one{handler, std::make_shared<const Event>(sweep_tick(scenario_, i))};
        agenda_.add(scenario_.sweeps[i].count(),
                    {.kind = Planned::Kind::sweep, .due = {.consignment = one}});
      }
      ++handler;
    }
}

Simulation simulate(Scenario scenario, Load load, std::uint64_t seed,
                    std::shared_ptr<Executor> executor) {
  return Simulator{std::move(scenario), std::move(load), seed, std::move(executor)}.run();
}

}  // namespace sim
