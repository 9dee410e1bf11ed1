#include "sim/model/ports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "sim/model/port_kind.hpp"
#include "sim/model/ports/played_port.hpp"

namespace sim {

namespace {

template <typename Predicate>
std::vector<int> subscriptions_with(const Scenario& scenario, const Predicate& is_wanted) {
  std::vector<int> handlers;
  int handler = 0;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions) {
      if (is_wanted(subscription)) handlers.push_back(handler);
      ++handler;
    }
  return handlers;
}

}  // namespace

std::vector<int> PortSetting::subscriptions_to(eda::Subscription::To what) const {
  return subscriptions_with(
      scenario, [&](const eda::Subscription& subscription) { return subscription.to == what; });
}

std::vector<int> PortSetting::subscriptions_to(std::string_view port) const {
  return subscriptions_with(scenario, [&](const eda::Subscription& subscription) {
    return subscription.to == eda::Subscription::To::port && subscription.port == port;
  });
}

const std::vector<PortKind>& port_kinds() {
  static const std::vector<PortKind> kinds = [] {
    std::vector<PortKind> all;
    for (PortKind (*const kind)() : ports::list) all.push_back(kind());
    return all;
  }();
  return kinds;
}

std::optional<std::string> flaw_in_request(const eda::Json& request) {
  for (const PortKind& kind : port_kinds())
    if (request.at("port") == kind.form.name) return flaw_in_request(request, kind.form);
  return "\"port\" must be a port of this kit";
}

void* PortProxies::find(const std::type_info& interface) {
  for (const PortKind& kind : port_kinds())
    for (const PortInterface& one : kind.interfaces)
      if (one.type == interface) return proxies_.emplace_back(one.proxy(channel_)).get();
  return nullptr;
}

WorldPorts::WorldPorts(SharedTables& tables, const Scenario& scenario) {
  for (int number = 0; number < count; ++number)
    ports_.push_back(port_kinds()[std::size_t(number)].port(
        {.tables = tables, .scenario = scenario, .own_number = number}));
  for (const PlayedPort& played : scenario.played) {
    std::unique_ptr<Port>& port = ports_[std::size_t(number_of(played.port))];
    port = std::make_unique<PlayedByTest>(std::move(port), played);
  }
  for (const Weather& weather : scenario.weather) check(weather);
  bus_ = &dynamic_cast<BusPort&>(*ports_[bus_number]);
  for (int number = 0; number < count; ++number)
    if ((*this)[number].has_book()) with_books_.push_back(number);
  books({});
}

void WorldPorts::check(const Weather& weather) const {
  const auto has_it = [&](const auto& port) { return port->has_weather(weather.target); };
  if (std::none_of(ports_.begin(), ports_.end(), has_it))
    throw std::invalid_argument{fmt::format(
        "Scenario::weather names \"{}\", which is no service that has weather", weather.target)};
  if (weather.answers_in < 1ms || weather.answers_in > 24h * 24)
    throw std::invalid_argument{
        fmt::format("Scenario::weather of \"{}\": answers_in must be 1 ms to 24 days, is {} ms",
                    weather.target, weather.answers_in.count())};
}

int WorldPorts::number_of(std::string_view name) const {
  for (int i = 0; i < count; ++i)
    if (name_of(i) == name) return i;
  throw std::logic_error{"no port is called \"" + std::string{name} + "\""};
}

const std::string& WorldPorts::name_of(int number) const {
  return port_kinds()[std::size_t(number)].form.name;
}

const std::string& WorldPorts::book_name_of(int number) const {
  const PortForm& form = port_kinds()[std::size_t(number)].form;
  return form.book.empty() ? form.name : form.book;
}

int WorldPorts::books(const std::array<int, count>& states) const {
  std::vector<int> key;
  for (int number : with_books_) key.push_back(states[std::size_t(number)]);
  const auto [known, is_new] = books_of_.try_emplace(std::move(key), 0);
  if (!is_new) return known->second;
  eda::Json held = eda::Json::object();
  for (int number : with_books_)
    held[book_name_of(number)] = (*this)[number].book(states[std::size_t(number)]);
  return known->second = held_.number(held);
}

int WorldPorts::invalidated_reductions() const {
  int sum = 0;
  for (const auto& port : ports_) sum += port->invalidated_reductions();
  return sum;
}

}  // namespace sim
