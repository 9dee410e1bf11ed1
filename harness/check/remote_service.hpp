#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>

#include "eda/service.hpp"
#include "sim/learn/execution.hpp"

/// A service whose handlers run in another process. Each command and each reply is a JSON value:
///     {"do": "start", "run": 1, "subscription": 0, "event": …, "now": …}
///     {"do": "tell", "run": 1, "reply": …, "now": …}
///     {"do": "drop", "run": 1}
/// The first two have a reply: {"action", "clock", "said"}, the fields of a sim::Suspension. Times
/// are milliseconds since the epoch.
namespace check {

using eda::Json;

/// Channel to the other process.
class Link {
 public:
  virtual ~Link() = default;
  virtual void send(const Json& value) = 0;
  virtual Json receive() = 0;
};

/// Name, domain and subscriptions of a service, without its handlers.
Json shape_of(const eda::Service& service);

/// Returns a service of that shape. Its handlers ask `link` for their next request and send it to
/// the ports that they are given. `link` must outlive them.
eda::Service remote_service(const Json& shape, Link& link);

/// The other side: runs the handlers of a service, step by step, as commands say.
class ServiceHost {
 public:
  explicit ServiceHost(eda::Service service) : service_{std::move(service)} {}

  /// Carries out a command. Returns its reply; none: it has none. The sender need not be trusted:
  /// throws a std::exception for a command that cannot be carried out.
  std::optional<Json> carry_out(const Json& command);
  /// Number of deliveries that are under way.
  std::size_t under_way() const { return runs_.size(); }

 private:
  eda::Service service_;
  std::map<int, std::unique_ptr<sim::HandlerCoroutine>> runs_;
};

}  // namespace check
