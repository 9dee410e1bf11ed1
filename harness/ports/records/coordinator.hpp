#pragma once

#include "sim/model/scenario.hpp"

/// The service that gives partitions of the log to other owners, and changes their number. A
/// scenario that wants either names it beside the others:
///     {.services = {records::coordinator(), gauge::service},
///      .events = {…, records::rebalance()},
///      .faults = {.rebalances_max = 1}}
namespace records {

eda::Service coordinator();

/// An event on which the coordinator acts once, at any moment while others are under way. If the
/// log is to be repartitioned, that happens first. Else a partition whose records are being read
/// may get another owner, which is a fault.
sim::Arrival rebalance(eda::Duration at = {}, int number = 1);

}  // namespace records
