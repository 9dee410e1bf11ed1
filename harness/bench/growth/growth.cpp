#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "sim/search/explorer.hpp"
#include "tests/kitchen_program.hpp"

// How the worlds of a scope grow with facts, copies, crashes and services. Prints a table, and
// writes it for growth.gp, a block for each curve: count, worlds, milliseconds, 1 if exhausted.
namespace {

using namespace sim;
using kitchen_program::fact, kitchen_program::order_of;

struct Curve {
  std::string axis, name;
  Scenario (*scenario)(int);
  int from, to;
  Reductions reductions{};
};

std::vector<std::string> names(const std::string& name, int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back(fmt::format("{}{}", name, i));
  return all;
}

Scenario facts(int count) { return order_of(names("fact", count), {}); }
Scenario facts_twice(int count) {
  return order_of(names("fact", count), {.duplicates_per_event_max = 1});
}
Scenario copies(int count) {
  return kitchen_program::three_facts({.duplicates_per_event_max = count});
}
Scenario crashes(int count) { return kitchen_program::three_facts({.crashes_max = count}); }
Scenario crashes_of_copies(int count) {
  return kitchen_program::three_facts({.duplicates_per_event_max = 1, .crashes_max = count});
}

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
};

/// A service beside others: a row and an announcement of its own.
eda::Task<> on_order(eda::Event event, Ports io, std::string name) {
  auto row = co_await io.store.get<eda::Json>(name, eda::Read::strong);
  row.value = eda::Json::object({{"order", event.id}});
  const eda::WriteResult saved = co_await io.store.put_if_unchanged(row);
  if (saved.refused()) co_return;
  eda::Event news = fact(name + ".done");
  news.source = name;
  [[maybe_unused]] const eda::PublishResult result = co_await io.bus.publish(news);
}

Scenario services(int count) {
  Scenario scenario{.events = {fact("order")}, .observed = {.order = false, .copies = true}};
  for (const std::string& name : names("service", count)) {
    const eda::Handler handler = [name](eda::Event event, const eda::Environment& environment) {
      return on_order(std::move(event), eda::detail::fill<Ports>(environment), name);
    };
    scenario.services.push_back(
        {name, name + ".", {{eda::Subscription::To::types, {"order"}, handler}}});
  }
  return scenario;
}

struct Figure {
  double ms;
  std::uint32_t worlds;
  bool is_exhausted;
};

Figure measure(const Curve& curve, int count) {
  std::vector<Figure> figures;
  for (int run = 0; run < 3; ++run) {
    const Scenario scenario = curve.scenario(count);
    const std::clock_t begin = std::clock();
    Explorer explorer{scenario, in_process(scenario), curve.reductions};
    while (explorer.next_end()) continue;
    figures.push_back({.ms = 1e3 * double(std::clock() - begin) / CLOCKS_PER_SEC,
                       .worlds = explorer.worlds().size(),
                       .is_exhausted = explorer.is_exhausted()});
    if (!explorer.is_exhausted()) return figures.front();  // as long each time
  }
  std::ranges::sort(figures, {}, &Figure::ms);
  return figures[1];
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: growth DATA\n");
    return 2;
  }
  std::FILE* data = std::fopen(arguments[1], "w");
  if (!data) {
    std::perror(arguments[1]);
    return 1;
  }
  const std::vector<Curve> curves{
      {"facts", "each once", facts, 1, 10},
      {"facts", "each twice", facts_twice, 1, 10},
      {"copies", "three facts", copies, 0, 10},
      {"crashes", "three facts, each once", crashes, 0, 10},
      {"crashes", "three facts, each twice", crashes_of_copies, 0, 10},
      {"services", "all orders of their steps", services, 1, 12, {.ample_sets = false}},
      {"services", "ample sets", services, 1, 12},
  };
  fmt::print("{:<10}{:>3}  {:<30}{:>12}{:>10}\n", "", "", "", "worlds", "ms");
  for (const Curve& curve : curves) {
    fmt::print(data, "\"{}\"\n", curve.name);
    std::uint32_t last = 0;
    for (int i = curve.from; i <= curve.to; ++i) {
      const Figure figure = measure(curve, i);
      fmt::print("{:<10}{:>3}  {:<30}{:>12}{:>10.1f}\n", curve.axis, i, curve.name,
                 figure.is_exhausted ? fmt::format("{}", figure.worlds) : "> 3 million", figure.ms);
      std::fflush(stdout);
      fmt::print(data, "{} {} {:.1f} {}\n", i, figure.worlds, figure.ms, int(figure.is_exhausted));
      if (!figure.is_exhausted || figure.worlds == last) break;  // too many, or no more can happen
      last = figure.worlds;
    }
    fmt::print(data, "\n\n");
  }
  return std::fclose(data) == 0 ? 0 : 1;
}
