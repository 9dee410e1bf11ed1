#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/scenario.hpp"
#include "sim/tell/outcome.hpp"

/// What the explorer is checked against: the same game, played in the most naive way. Each schedule
/// is run from its start with real coroutines, over plain maps and vectors of JSON; nothing is
/// learnt, nothing is skipped. It was written from the rules of the game, not from the explorer.
///
/// One liberty, which the explorer takes too: of handlers that got the same event and have been
/// told the same, only one is tried at a point of choice.
namespace brute_force {

/// Where a handler may die.
enum class Deaths {
  after_a_change,  ///< instead of hearing the answer to a call that has changed something
  at_any_await,    ///< before any call, and instead of hearing the answer to any call
};

/// Everything that has come about in some schedule.
struct Found {
  std::set<std::string> outcomes{};  ///< as `text_of` has them
  std::set<std::string> worlds{};    ///< what was there between two steps, all of it, as text
  std::set<std::string> seen{};      ///< "crash", "stale read", "a lane waits", …
  std::uint64_t schedules = 0;
  bool is_exhausted = false;  ///< those are all schedules
};

/// Plays the schedules of `scenario` one after another, at most `schedules_max`.
Found play_every_schedule(const sim::Scenario& scenario, Deaths deaths,
                          std::uint64_t schedules_max);

/// A fact as the bus took it.
struct Published {
  std::string event;  ///< as JSON text
  std::string service;
  std::int64_t at_ms = 0;  ///< since the start of the scenario
};

/// What `observed` keeps of a publication. Without copies, the first one counts.
std::vector<std::string> texts_of(const std::vector<Published>& published, sim::Observed observed);

/// A delivery that ended badly, as text.
std::string text_of(const std::string& service, const eda::Json& event, const std::string& what);

/// What tells one outcome from another, as text.
std::string text_of(const std::vector<std::string>& published,
                    const std::set<std::string>& failures, const eda::Json& held);

}  // namespace brute_force
