#pragma once

#include <functional>
#include <initializer_list>
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
  /// Finds a port that has not been offered, by its type; null: there is none.
  using Finder = std::function<void*(const std::type_info& type)>;
  void offer_others(Finder others);
  /// The world's one `Port`. Throws std::logic_error when this world has none.
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

struct AnyPort {
  const Environment& environment;
  template <typename Port>
  requires std::is_abstract_v<Port>
  operator Port&() const {  // not explicit: it stands for whichever port the struct asks for
    return environment.port<Port>();
  }
};

/// A `Ports` with each of its references bound to the world's port of that type.
template <typename Ports, typename... Any>
Ports fill(const Environment& environment, Any... any) {
  static_assert(sizeof...(Any) <= 12, "Ports must be a struct of references to ports of eda/");
  if constexpr (requires { Ports{any..., AnyPort{environment}}; })
    return Ports{any..., AnyPort{environment}};
  else
    return fill<Ports>(environment, any..., AnyPort{environment});
}

}  // namespace detail

/// A function of an answer, ready to be started with one delivery.
using Handler = std::function<Task<>(Event, const Environment&)>;

/// `function(event, ports)` as a Handler. `Ports` is a struct of references to ports, any of them.
template <typename Ports>
Handler handler(Task<> (*function)(Event, Ports)) {
  return [function](Event event, const Environment& environment) {
    return function(std::move(event), detail::fill<Ports>(environment));
  };
}

/// When the world calls a handler.
struct Subscription {
  enum class To {
    types,    ///< events of `types` on the bus
    timers,   ///< this service's own timers
    sweeps,   ///< a tick of the scheduler, as often as the scenario has it
    changes,  ///< the store's item stream: INSERT, MODIFY, REMOVE, in order for each key
    fifo,     ///< events sent to the queue
  };
  Subscription(To to, std::vector<std::string> types, Handler handler);
  // as a compiler would write them, but once: every answer has a table of subscriptions
  Subscription(const Subscription&);
  Subscription& operator=(const Subscription&);
  ~Subscription();

  To to;
  std::vector<std::string> types;  ///< only To::types
  Handler handler;
};

/// A service: its name, what it may say, and which of its functions the world calls for what.
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

}  // namespace eda
