#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/scenario.hpp"
#include "sim/tell/outcome.hpp"

/// Naive model checker with which the explorer is compared. It runs each schedule from its start
/// with real coroutines, over plain maps and vectors of JSON. It learns nothing and skips nothing.
/// It was written from the rules of the simulation, not from the explorer.
///
/// One reduction, which the explorer makes too: of handlers with equal events and replies, only one
/// is tried at a point of choice.
namespace brute_force {

/// Places at which a handler may crash.
enum class Deaths {
  after_a_change,  ///< instead of getting the reply to a call that has changed something
  at_any_await,    ///< before any call, and instead of getting the reply to any call
};

/// Outcomes and worlds of all schedules.
struct Found {
  std::set<std::string> outcomes{};                     ///< as text, see `text_of`
  std::map<std::string, std::uint64_t> schedules_to{};  ///< by outcome
  std::set<std::string> worlds{};  ///< complete states between two steps, as text
  std::set<std::string> seen{};    ///< "crash", "stale read", "a lane waits", …
  std::uint64_t schedules = 0;
  bool is_exhausted = false;  ///< true if all schedules were played
};

/// Plays the schedules of `scenario` one after another, at most `schedules_max`.
Found play_every_schedule(const sim::Scenario& scenario, Deaths deaths,
                          std::uint64_t schedules_max);

/// Fact that the bus has accepted.
struct Published {
  std::string event;  ///< as JSON text
  std::string service;
  std::int64_t at_ms = 0;  ///< since the start of the scenario
};

/// Texts of the part of a publication that `observed` keeps. Without copies, the first one counts.
std::vector<std::string> texts_of(const std::vector<Published>& published, sim::Observed observed);

/// Text of a delivery that failed.
std::string text_of(const std::string& service, const eda::Json& event, const std::string& what);

/// Text that identifies an outcome.
std::string text_of(const std::vector<std::string>& published,
                    const std::set<std::string>& failures, const eda::Json& held);

}  // namespace brute_force
