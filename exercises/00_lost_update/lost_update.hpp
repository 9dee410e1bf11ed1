#pragma once

#include "eda/bus.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The tip jar: two waiters, one jar, and at the end of the evening the money must be right.
namespace tip_jar {

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
};

/// Handles one delivery of com.bistro.tip.given, whose `time` is when the tip was given and whose
/// `data` is {"jarId", "tipId", "cents", "closesAt"}. May run many times at once, also for one tip.
///
/// A tip counts once, however often it is told; `tipId` says which tip it is, and no two jars share
/// one. A tip given after its `closesAt` (RFC 3339, any offset) does not count. A tip given in time
/// does, however late it is told, even after a count.
eda::Task<> on_tip(eda::Event tip, Ports io);

/// Handles com.bistro.shift.ended, {"jarId"}: publishes com.bistro.jar.counted, {"jarId", "cents"},
/// the sum of the tips in that jar, 0 if it is empty. A jar may be counted for several shifts; the
/// count of each is a fact of its own.
eda::Task<> on_count(eda::Event shift, Ports io);

inline const eda::Service service{
    "tip jar",
    "com.bistro.jar.",
    {eda::on({"com.bistro.tip.given"}, on_tip), eda::on({"com.bistro.shift.ended"}, on_count)}};

}  // namespace tip_jar
