#include "sim/search/explorer.hpp"

#include "eda/detail/random.hpp"

namespace sim {

Explorer::Explorer(Scenario scenario, std::shared_ptr<Executor> executor, Reductions reductions)
    : system{std::move(scenario), std::move(executor), reductions} {}

World Explorer::world(std::uint32_t place) const {
  NumberedWorld world;
  Packed::unpack(worlds_[place], world);
  return steps_.world_of(world);
}

void Explorer::meet(const NumberedWorld& world, std::uint32_t parent, std::size_t faults) {
  const std::size_t begin = met_bytes_count_;
  if (met_bytes_.size() < begin + Packed::size_max)
    met_bytes_.resize(2 * (begin + Packed::size_max));
  const std::size_t size = Packed::write(world, met_bytes_.data() + begin);
  met_bytes_count_ += size;
  met_.push_back({std::uint32_t(begin), std::uint32_t(size), parent, std::uint32_t(faults)});
}

void Explorer::enter_all() {
  for (Met& met : met_) {
    met.hash = VisitedWorlds::hash_of(packed(met));
    worlds_.prefetch_slot(met.hash);
  }
  for (const Met& met : met_) worlds_.prefetch_world(met.hash);
  for (const Met& met : met_) {
    const auto [place, parent, is_new] = worlds_.add(packed(met), met.hash, met.parent);
    if (!is_new) continue;
    if (by_faults_.size() <= met.faults) by_faults_.resize(met.faults + 1);
    by_faults_[met.faults].push_back(place);
  }
  met_.clear();
  met_bytes_count_ = 0;
}

bool Explorer::has_more() {
  if (position_ == by_faults_[faults_].size()) enter_all();
  return position_ < by_faults_[faults_].size();
}

void Explorer::start() {
  has_started_ = true;
  invalidated_reductions_ = system.invalidated_reductions();
  worlds_ = VisitedWorlds{};
  met_.clear();
  met_bytes_count_ = 0;
  by_faults_.assign(1, {});
  faults_ = position_ = 0;
  ends_met_.clear();
  walks_at_ = walks_from;
  transitions_ = crossroads_ = 0;
  restart_at_ = VisitedWorlds::none;
  if (system.forget_reductions()) steps_.forget();
  for (const auto& [first, duplicates] : system.initial_states()) {
    NumberedWorld world = steps_.numbered(first);
    steps_.settle(world);
    meet(world, VisitedWorlds::none, std::size_t(duplicates));
  }
  enter_all();
}

int Explorer::expand(std::uint32_t place, std::size_t faults) {
  NumberedWorld now;
  Packed::unpack(worlds_[place], now);
  int choices = 0;
  steps_.for_each_settled_successor(now, [&](int taken, const NumberedWorld& next) {
    ++choices;
    meet(next, place, faults + std::size_t(taken));
  });
  return choices;
}

bool Explorer::visit(std::uint32_t place, std::size_t faults) {
  const int choices = expand(place, faults);
  if (met_.size() >= met_max) enter_all();
  transitions_ += std::uint64_t(choices);
  crossroads_ += choices > 0;
  under_way.worlds.store(worlds_.size(), std::memory_order_relaxed);
  return choices == 0;
}

void Explorer::take_walks() {
  const std::size_t waiting = by_faults_[faults_].size() - position_;
  for (std::uint32_t i = 0; i < walks_at_ / worlds_per_walk && waiting > 0; ++i)
    walk(by_faults_[faults_][position_ + eda::detail::random_below(seed_, waiting)], faults_);
  walks_at_ *= 2;
}

void Explorer::walk(std::uint32_t place, std::size_t faults) {
  while (true) {
    enter_all();
    if (expand(place, faults) == 0) return ends_met_.push_back(place);
    const Met next = met_[eda::detail::random_below(seed_, met_.size())];
    const std::string bytes{packed(next)};
    enter_all();
    place = worlds_.add(bytes, VisitedWorlds::none).place;
    faults = next.faults;
  }
}

std::optional<std::uint32_t> Explorer::take_new_end() {
  while (!ends_met_.empty()) {
    const std::uint32_t place = ends_met_.back();
    ends_met_.pop_back();
    if (ends_.try_emplace(system.end_of(world(place)), place).second) return place;
  }
  return std::nullopt;
}

/// An invalid search continues for a while, because the next one profits from what it learns.
void Explorer::notice_invalidated() {
  const int invalidated = system.invalidated_reductions(steps_.has_learnt());
  if (std::exchange(invalidated_reductions_, invalidated) == invalidated) return;
  if (restart_at_ == VisitedWorlds::none) restart_at_ = 2 * worlds_.size() + restart_after_min;
}

void Explorer::restart() {
  ends_.clear();
  ++restarts_;
  start();
}

/// True if there is a world to visit.
bool Explorer::has_next() {
  while (!has_more()) {
    by_faults_[faults_] = {};
    position_ = 0;
    if (++faults_ < by_faults_.size()) continue;
    if (restart_at_ == VisitedWorlds::none) return false;
    restart();
  }
  return true;
}

std::optional<std::uint32_t> Explorer::next_end() {
  if (!has_started_) start();
  while (true) {
    if (const auto place = take_new_end()) return place;
    if (is_exhausted_ || worlds_.size() > system.scenario().worlds_max) return std::nullopt;
    if (!has_next()) {
      is_exhausted_ = true;
      continue;
    }
    const std::uint32_t place = by_faults_[faults_][position_++];
    if (visit(place, faults_)) ends_met_.push_back(place);
    if (worlds_.size() >= walks_at_) take_walks();
    notice_invalidated();
    if (worlds_.size() >= restart_at_) restart();
  }
}

long double Explorer::schedules() {
  long double sum = 0;
  for (const auto& [end, count] : count_by_end()) sum += count.schedules;
  return sum;
}

std::map<End, Explorer::EndCount> Explorer::count_by_end() {
  // paths(world) = sum of paths(next). There is no cycle, because each step extends a history. What
  // was learnt late in the search may choose another of two reductions: so there may be new worlds.
  VisitedWorlds known;  // notes: numbers of the worlds
  std::vector<std::uint32_t> places;
  const auto number = [&](const World& world) {
    const auto added = known.add(Packed{world}.view(), known.size());
    if (added.is_new) places.push_back(added.place);
    return added.note;
  };
  for (std::uint32_t place : worlds_.places()) number(world(place));
  const auto world_of = [&](std::uint32_t i) {
    World world;
    Packed::unpack(known[places[i]], world);
    return world;
  };
  std::vector<std::vector<std::uint32_t>> next_of(places.size());
  std::vector<std::uint32_t> waits(places.size());
  for (std::uint32_t i = 0; i < places.size(); ++i)
    system.for_each_successor_reduced(world_of(i), [&](const Step&, World& next) {
      system.settle(next, [](const Step&, const World&) {});
      const std::uint32_t to = number(next);
      next_of.resize(places.size());
      waits.resize(places.size());
      next_of[i].push_back(to);
      ++waits[to];
    });
  std::vector<std::uint32_t> first_worlds;
  for (const auto& [first, duplicates] : system.initial_states()) {
    World world = first;
    // an initial state may equal another: a copy may be handled without a trace
    system.settle(world, [](const Step&, const World&) {});
    first_worlds.push_back(number(world));
  }
  const auto count = std::uint32_t(places.size());
  waits.resize(count);
  next_of.resize(count);
  std::vector<long double> ways(count);
  for (std::uint32_t first : first_worlds) ways[first] = 1;
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < count; ++i)
    if (waits[i] == 0) ready.push_back(i);
  std::map<End, EndCount> counts;
  while (!ready.empty()) {
    const std::uint32_t i = ready.back();
    ready.pop_back();
    if (next_of[i].empty()) {
      EndCount& of_end = counts[system.end_of(world_of(i))];
      of_end.schedules += ways[i];
      ++of_end.worlds;
    }
    for (std::uint32_t next : next_of[i]) {
      ways[next] += ways[i];
      if (--waits[next] == 0) ready.push_back(next);
    }
  }
  return counts;
}

}  // namespace sim
