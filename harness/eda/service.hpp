#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include "eda/event.hpp"
#include "eda/task.hpp"

namespace eda {

/// All ports of the world that a handler is started in.
class Environment {
 public:
  template <typename Port>
  void offer(Port& port) {
    add(typeid(Port), &port);
  }
  /// Finds a port that has not been offered, by its type. Returns null if there is none.
  using Finder = std::function<void*(const std::type_info& type)>;
  void offer_others(Finder others);
  /// Returns the world's only `Port`. Throws std::logic_error if this world has none.
  template <typename Port>
  Port& port() const {
    return *static_cast<Port*>(find(typeid(Port)));
  }

 private:
  void add(const std::type_info& type, void* port);
  void* find(const std::type_info& type) const;

  std::vector<std::pair<std::type_index, void*>> ports_;
  Finder others_;
};

namespace detail {

inline constexpr std::size_t ports_max = 12;

struct AnyPort {
  const Environment& environment;
  template <typename Port>
  requires std::is_abstract_v<Port>
  operator Port&() const {  // implicit: it converts to each port that the struct refers to
    return environment.port<Port>();
  }
};

template <std::size_t>
using AnyPortOf = AnyPort;

/// True if `Ports` is a struct of as many ports as there are numbers.
template <typename Ports, std::size_t... Number>
constexpr bool takes(std::index_sequence<Number...>) {
  return requires(AnyPort any) { Ports{AnyPortOf<Number>{any}...}; };
}

/// Number of ports in the struct `Ports`; 0: it is no struct of references to ports.
template <typename Ports, std::size_t... Number>
constexpr std::size_t ports_count(std::index_sequence<Number...>) {
  std::size_t count = 0;
  ((count = takes<Ports>(std::make_index_sequence<Number + 1>{}) ? Number + 1 : count), ...);
  return count;
}

template <typename Ports, std::size_t... Number>
Ports fill(const Environment& environment, std::index_sequence<Number...>) {
  return Ports{AnyPortOf<Number>{environment}...};
}

/// Returns a `Ports` whose references are bound to the world's ports of their types.
template <typename Ports>
Ports fill(const Environment& environment) {
  constexpr std::size_t count = ports_count<Ports>(std::make_index_sequence<ports_max>{});
  static_assert(count > 0,
                "Ports must be a struct of 1 to 12 references to ports of eda/, such as "
                "eda::Store& store, without any other member");
  if constexpr (count > 0)
    return fill<Ports>(environment, std::make_index_sequence<count>{});
  else
    throw std::logic_error{"not compiled"};
}

}  // namespace detail

/// Function of an answer that is started once for each delivery.
using Handler = std::function<Task<>(Event, const Environment&)>;

/// Returns `function(event, ports)` as a Handler. `Ports` is a struct of references to ports.
template <typename Ports>
Handler handler(Task<> (*function)(Event, Ports)) {
  return [function](Event event, const Environment& environment) {
    return function(std::move(event), detail::fill<Ports>(environment));
  };
}

/// Subscription of a handler: the deliveries for which the world calls it.
struct Subscription {
  enum class To {
    types,    ///< events of `types` on the bus
    pattern,  ///< events on the bus that match `pattern`
    timers,   ///< this service's own timers
    sweeps,   ///< a tick of the scheduler, at the times that the scenario sets
    changes,  ///< the store's item stream: INSERT, MODIFY, REMOVE, in order for each key
    fifo,     ///< events sent to the queue `queue`
    port,     ///< deliveries of the port `port` to its subscribers
  };
  Subscription(To to, std::vector<std::string> types, Handler handler);
  // defaulted in service.cpp and not in each file: every answer has a table of subscriptions
  Subscription(const Subscription&);
  Subscription& operator=(const Subscription&);
  ~Subscription();

  To to;
  std::vector<std::string> types;  ///< To::types; To::port: kinds of deliveries, if it has several
  Json pattern{};       ///< only To::pattern; patterns/event_pattern.hpp has the language
  std::string queue{};  ///< To::fifo; empty: the queue without a name. To::port: group of readers
  std::string port{};   ///< only To::port: a name as in Scenario::weather
  Handler handler;
};

/// A service: its name, the types that it may publish, and its handlers with their subscriptions.
struct Service {
  Service();
  Service(std::string name, std::string domain, std::initializer_list<Subscription> subscriptions);
  Service(const Service&);
  Service& operator=(const Service&);
  ~Service();

  std::string name;    ///< "kitchen"
  std::string domain;  ///< it publishes only types that begin with this: "com.pizzaco.kitchen."
  std::vector<Subscription> subscriptions;
};

template <typename Ports>
Subscription on(std::vector<std::string> types, Task<> (*function)(Event, Ports)) {
  return {Subscription::To::types, std::move(types), handler(function)};
}
/// Subscribes to the events that match an event pattern, as a rule of Amazon EventBridge does. The
/// pattern sees the event in its JSON form, with `type`, `data` and the other attributes:
///     eda::on_matching(R"({"data": {"total": [{"numeric": [">", 500]}]}})"_json, on_large_order)
/// A pattern that the bus refuses ends each test of the service with InvalidPattern.
template <typename Ports>
Subscription on_matching(Json pattern, Task<> (*function)(Event, Ports)) {
  Subscription subscription{Subscription::To::pattern, {}, handler(function)};
  subscription.pattern = std::move(pattern);
  return subscription;
}
template <typename Ports>
Subscription on_timers(Task<> (*function)(Event, Ports)) {
  return {Subscription::To::timers, {}, handler(function)};
}
template <typename Ports>
Subscription on_sweeps(Task<> (*function)(Event, Ports)) {
  return {Subscription::To::sweeps, {}, handler(function)};
}
template <typename Ports>
Subscription on_changes(Task<> (*function)(Event, Ports)) {
  return {Subscription::To::changes, {}, handler(function)};
}
template <typename Ports>
Subscription on_fifo(Task<> (*function)(Event, Ports)) {
  return {Subscription::To::fifo, {}, handler(function)};
}
/// Subscribes to the queue of that name.
template <typename Ports>
Subscription on_fifo(std::string queue, Task<> (*function)(Event, Ports)) {
  Subscription subscription = on_fifo(function);
  subscription.queue = std::move(queue);
  return subscription;
}

}  // namespace eda
