#pragma once

#include <memory>
#include <typeindex>
#include <typeinfo>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/request_form.hpp"
#include "sim/model/scenario.hpp"

namespace sim {

/// Arguments from which a port of a world is made.
struct PortSetting {
  SharedTables& tables;
  const Scenario& scenario;
  int own_number = 0;  ///< for Message::from_port and Scheduled::port

  /// Numbers of the subscriptions to `what`, counted over all services as in Message::handler.
  std::vector<int> subscriptions_to(eda::Subscription::To what) const;
  /// The same for what the port of that name delivers.
  std::vector<int> subscriptions_to(std::string_view port) const;
};

/// An interface through which handlers call a port.
struct PortInterface {
  std::type_index type;  ///< that a handler names: typeid(eda::Store)
  /// A new one for one handler, which puts each call on the channel.
  std::shared_ptr<void> (*proxy)(RequestChannel& channel);
};

template <typename Interface, typename Proxy>
PortInterface port_interface() {
  const auto proxy = [](RequestChannel& channel) -> std::shared_ptr<void> {
    return std::shared_ptr<Interface>{std::make_shared<Proxy>(channel)};
  };
  return {.type = typeid(Interface), .proxy = proxy};
}

/// A kind of port. Each port of harness/ports/NAME has a function `PortKind ports::NAME()`.
struct PortKind {
  PortForm form;
  std::vector<PortInterface> interfaces;
  std::unique_ptr<Port> (*port)(const PortSetting& setting);
};

/// A kind of port by its only interface and its proxy.
template <typename Interface, typename Proxy>
PortKind port_kind(PortForm form, std::unique_ptr<Port> (*port)(const PortSetting&)) {
  return {
      .form = std::move(form), .interfaces = {port_interface<Interface, Proxy>()}, .port = port};
}

/// All kinds of ports. A port has the same number here and in every world; the bus comes first.
const std::vector<PortKind>& port_kinds();
/// Reason why `request`, which has a member "port", is none that a handler can put to a port;
/// absent: it is one.
std::optional<std::string> flaw_in_request(const eda::Json& request);

}  // namespace sim
