#pragma once

#include <map>
#include <memory>
#include <string>

#include "eda/service.hpp"
#include "real/journal.hpp"
#include "real/nats.hpp"
#include "real/site.hpp"

namespace real {

/// Result of a delivery.
enum class Ended {
  well,
  threw,    ///< its event comes again
  dropped,  ///< it has outlived its acknowledgement, and its event comes again
};

/// Engines of one thread, which handles one delivery of a service after another.
class Hands {
 public:
  struct Setting {
    const Site& site;
    const Stop& stop;
    Counters& counters;
    Journal& journal;
    Nats& nats;
    const eda::Service& service;
  };
  explicit Hands(const Setting& setting);
  ~Hands();

  /// Runs a handler until it ends, or until `end`. Requests above `requests_max` end it too.
  Ended handle(const eda::Handler& handler, Event event, Steady::time_point end,
               int requests_max = 64);
  /// Moment at which a delivery that begins now counts as lost.
  Steady::time_point end_of_delivery() const;

 private:
  Json reply_to(const Json& request);

  Setting setting_;
  Limit limit_;
  std::map<std::string, std::unique_ptr<Engine>> engines_;
};

}  // namespace real
