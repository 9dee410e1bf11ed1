#include <fmt/format.h>
#include <sys/resource.h>

#include <ctime>
#include <set>
#include <string>

#include "eda/bus.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"
#include "simulate/simulate.hpp"

// Speed of the simulation: a kitchen that waits for three facts of each of 15,000 orders, with a
// deadline, under 1,500 orders a minute, copies, late facts and crashes. Processor time of one run.
namespace {

using eda::Event, eda::Json, eda::Task;
using namespace std::chrono_literals;

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Timers& timers;
};

struct Order {
  std::string status = "waiting";
  std::set<std::string> facts;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, status, facts)
};

Event about(const std::string& type, const std::string& order) {
  Event event{type};
  event.source = "shop";
  event.id = type + "-" + order;
  event.subject = order;
  event.data["orderId"] = order;
  return event;
}

Task<> on_fact(Event fact, Ports io) {
  while (true) {
    auto order = co_await io.store.get<Order>("order/" + fact.subject, eda::Read::strong);
    if (fact.type == "kitchen.deadline" && order->status != "waiting") co_return;
    if (order->status == "waiting") {
      const bool is_first = !order.exists();
      order->facts.insert(fact.type);
      if (order->facts.size() == 3) order->status = "ready";
      if (fact.type == "kitchen.deadline") order->status = "timedout";
      const eda::WriteResult saved = co_await io.store.put_if_unchanged(order);
      if (!saved.ok()) continue;
      const Event deadline = about("kitchen.deadline", fact.subject);
      const eda::Instant due = sim::Scenario{}.start + 60min;
      if (is_first) co_await io.timers.schedule(fact.subject, due, deadline);
    }
    if (order->status == "waiting") co_return;
    const Event news = about("kitchen." + order->status, fact.subject);
    const eda::PublishResult published = co_await io.bus.publish(news);
    if (published.ok()) co_return;
  }
}

sim::Load load_of(int orders) {
  sim::Load load{.rates = {.copies = 0.05, .late = 0.05, .crashes = 0.003}};
  load.call = sim::Times::uniform(1ms, 20ms).with_tail(0.01, 2s);
  for (const eda::Duration at : sim::poisson(1'500, orders, 1)) {
    const std::string order = std::to_string(load.arrivals.size() / 3);
    for (const char* type : {"paid", "reserved", "assigned"})
      load.arrivals.emplace_back(about(type, order), at);
  }
  return load;
}

}  // namespace

int main() {
  const sim::Scenario scenario{.services = {{"kitchen",
                                             "kitchen.",
                                             {eda::on({"paid", "reserved", "assigned"}, on_fact),
                                              eda::on_timers(on_fact)}}}};
  const sim::Load load = load_of(15'000);
  const std::clock_t begin = std::clock();
  const sim::Simulation simulation = sim::simulate(scenario, load, 1);
  const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{}\n", simulation.summary());
  fmt::print("{:.2f} s of processor time: {:.0f} steps a second; {} MB; digest {:016x}\n", seconds,
             double(simulation.measures().counts.steps) / seconds, usage.ru_maxrss / 1024,
             simulation.digest());
}
