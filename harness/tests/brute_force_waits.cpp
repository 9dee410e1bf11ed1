#include <algorithm>

#include "tests/brute_force_world.hpp"

// Handlers that wait for an answer that comes later.
namespace brute_force {

void World::tell(int flight, const Json& told) {
  Flight& listener = flights_[std::size_t(flight)];
  listener.run->resume(told, now());
  ++listener.calls;
  listener.replies += "\n" + told.dump();
  if (listener.run->suspension().read_clock) {
    see("reads the clock later");
    listener.replies += " at " + std::to_string(now_ms_);
  }
}

/// Handlers whose answers are due run on.
void World::tell_answers() {
  std::vector<Flight> told;
  for (std::size_t i = 0; i < flights_.size();) {
    if (flights_[i].told_at_ms < 0 || flights_[i].told_at_ms > now_ms_) {
      ++i;
      continue;
    }
    flights_[i].told_at_ms = -1;
    flights_[i].replies.erase(flights_[i].replies.rfind("\nwaits until "));
    tell(int(i), flights_[i].told);
    told.push_back(std::move(flights_[i]));
    flights_.erase(flights_.begin() + std::ptrdiff_t(i));
  }
  for (Flight& flight : told) go_on(std::move(flight));
}

/// Indices of the handlers that wait for an answer and may crash; of equal ones, the first.
std::vector<int> World::mortals() const {
  std::vector<int> mortals;
  for (int i = 0; i < int(flights_.size()); ++i) {
    const Flight& flight = flights_[std::size_t(i)];
    if (flight.told_at_ms < 0 || !may_crash(flight.listener)) continue;
    const auto same = [&](int other) {
      return flights_[std::size_t(other)].replies == flight.replies;
    };
    if (std::none_of(mortals.begin(), mortals.end(), same)) mortals.push_back(i);
  }
  return mortals;
}

/// Time is about to pass while handlers are under way.
void World::race() {
  see("time races");
  if (scenario_.faults.time_races) return;
  see("one of few time races");
  --left_.time_races_max;
}

void World::fail(const Flight& flight, const std::string& what) {
  const std::string& service = listeners_[std::size_t(flight.listener)].service->name;
  failures_.insert(text_of(service, eda::to_json(flight.event), what));
}

}  // namespace brute_force
