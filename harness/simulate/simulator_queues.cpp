#include <algorithm>

#include "sim/model/weather.hpp"
#include "simulate/simulator.hpp"

namespace sim {

namespace {

constexpr std::int64_t minute_ms = 60'000;

}  // namespace

void Simulator::begin_newcomers() {
  while (!newcomers_.empty()) {
    Newcomer newcomer = std::move(newcomers_.front());
    newcomers_.pop_front();
    if (!is_refused_by_queue(newcomer)) begin(std::move(newcomer));
  }
}

/// Starts the handler, or puts the delivery into the queue of a service that has no free worker.
void Simulator::begin(Newcomer newcomer) {
  const Consignment& one = newcomer.consignment;
  Staff& staff = staff_[std::size_t(service_of(one))];
  if (is_down(one)) {
    try_again(one);
    if (newcomer.batch) take_next(staff, std::move(newcomer.batch));
    return;
  }
  if (!newcomer.batch) {
    if (staff.limits.concurrency > 0 && staff.under_way >= staff.limits.concurrency) {
      staff.waiting.push_back(one);
      return note_length(staff);
    }
    newcomer.batch = std::make_shared<Batch>();
    newcomer.batch->taken_ms = now_ms_;
    ++staff.queue.received;
  }
  ++staff.under_way;
  const int number = runs_count_++;
  ++measures_.counts.steps;
  ++measures_.counts.deliveries;
  mix(std::uint64_t(now_ms_));
  mix(std::uint64_t(one.handler));
  runs_.try_emplace(number, Run{one, std::move(newcomer.batch), now_ms_,
                                executor_->start(one.handler, one.event, now())});
  continue_run(number);
}

void Simulator::leave(int number) {
  const Run& run = runs_.at(number);
  Staff& staff = staff_[std::size_t(service_of(run.consignment))];
  staff.queue.busy += Duration{now_ms_ - run.began_ms};
  --staff.under_way;
  std::shared_ptr<Batch> batch = run.batch;
  const bool is_too_late = Duration{now_ms_ - batch->taken_ms} > staff.limits.visibility;
  if (is_too_late && run.consignment.from_port < 0 && run.consignment.failures == 0) {
    Consignment again = run.consignment;
    ++again.failures;
    deliver_after(0ms, std::move(again));
  }
  runs_.erase(number);
  take_next(staff, std::move(batch));
}

/// Gives a worker that is free again the rest of its batch, or the next one.
void Simulator::take_next(Staff& staff, std::shared_ptr<Batch> batch) {
  if (batch->left.empty()) {
    if (staff.waiting.empty()) return;
    batch = std::make_shared<Batch>();
    batch->taken_ms = now_ms_;
    ++staff.queue.received;
    for (int i = 0; i < staff.limits.batch && !staff.waiting.empty(); ++i) {
      batch->left.push_back(std::move(staff.waiting.front()));
      staff.waiting.pop_front();
    }
    std::reverse(batch->left.begin(), batch->left.end());
    note_length(staff);
  }
  Consignment next = std::move(batch->left.back());
  batch->left.pop_back();
  newcomers_.push_front({std::move(next), std::move(batch)});
}

bool Simulator::is_down(const Consignment& delivery) const {
  const std::string& name = scenario_.services[std::size_t(service_of(delivery))].name;
  const Duration now{now_ms_};
  return std::any_of(load_.outages.begin(), load_.outages.end(), [&](const Outage& one) {
    return one.service == name && one.from <= now && now < one.until &&
           (one.type.empty() || one.type == delivery.event->type) &&
           (one.order.empty() || one.order == load_.order_of(*delivery.event));
  });
}

/// Delivers again what has failed, or gives it up.
void Simulator::try_again(Consignment one) {
  Staff& staff = staff_[std::size_t(service_of(one))];
  staff.queue.failed_at.push_back(Duration{now_ms_});
  ++one.failures;
  if (staff.limits.attempts == 0 || one.failures < staff.limits.attempts) {
    const Duration delay = back_off_after(staff.limits, one.failures);
    const auto spread = std::int64_t(times_.below(std::uint64_t(delay.count() / 4 + 1)));
    return deliver_after(delay - Duration{spread}, std::move(one));
  }
  ++staff.queue.given_up;
  if (staff.limits.has_dead_letters) staff.queue.dead_letters.push_back(*one.event);
  acknowledge(one);
}

void Simulator::note_length(Staff& staff) {
  const int waiting = int(staff.waiting.size());
  staff.queue.waiting_max = std::max(staff.queue.waiting_max, waiting);
  const Duration at = Duration{now_ms_} / load_.sampled_every * load_.sampled_every;
  std::vector<Simulation::Queue::Length>& lengths = staff.queue.lengths;
  if (lengths.empty() || lengths.back().at != at)
    lengths.push_back({at, waiting});
  else
    lengths.back().waiting = std::max(lengths.back().waiting, waiting);
}

/// Lets one more in, if Load::admission allows it now.
bool Simulator::is_let_in() {
  const Admission& door = load_.admission;
  if (door.queue_length > 0)
    for (std::size_t i = 0; i < staff_.size(); ++i)
      if (scenario_.services[i].name == door.queue &&
          int(staff_[i].waiting.size()) >= door.queue_length)
        return false;
  if (door.per_minute <= 0) return true;
  const double refilled = double(now_ms_ - admissions_ms_) * door.per_minute / minute_ms;
  admissions_left_ = std::min(double(std::max(1, door.burst)), admissions_left_ + refilled);
  admissions_ms_ = now_ms_;
  if (admissions_left_ < 1) return false;
  admissions_left_ -= 1;
  return true;
}

bool Simulator::is_refused_by_queue(const Newcomer& newcomer) {
  const Admission& door = load_.admission;
  const Consignment& one = newcomer.consignment;
  if (!door.limits() || door.is_at_door || newcomer.batch ||
      scenario_.services[std::size_t(service_of(one))].name != door.queue)
    return false;
  const std::string order = load_.order_of(*one.event);
  const auto arrival = arrivals_.find(order);
  if (arrival == arrivals_.end() || let_in_.contains(order)) return false;
  if (is_let_in()) {
    let_in_.insert(order);
    return false;
  }
  refuse(order, arrival->second, true);
  return true;
}

/// Tells a client to come again later: when the limit has room for it, or when the queue may be
/// shorter.
void Simulator::refuse(const std::string& order, int arrival, bool was_let_in) {
  const Admission& door = load_.admission;
  Simulation::Refused& refused = measures_.refused[order];
  ++refused.times;
  refused.was_let_in |= was_let_in;
  if (refused.times == 1 && faults_.chance(door.gives_up)) refused.has_given_up = true;
  if (refused.has_given_up) return;
  std::int64_t at_ms = now_ms_ + 10'000 + std::int64_t(times_.below(30'000));
  if (door.per_minute > 0) {
    const auto apart = std::int64_t(minute_ms / door.per_minute);
    promised_ms_ = std::max(promised_ms_, now_ms_ + 1'000) + std::max<std::int64_t>(1, apart);
    at_ms = promised_ms_;
  }
  agenda_.add(at_ms, {.kind = Planned::Kind::arrival, .number = arrival});
}

/// Time until a port carries out a request that is made now.
Duration Simulator::time_of_request(int port) {
  const auto found = servers_.find(port);
  if (found == servers_.end()) return call_times_[std::size_t(port)]->draw(times_);
  Servers& servers = found->second;
  if (const std::int64_t minute = now_ms_ / minute_ms; minute != servers.minute) {
    servers.asked_before = minute == servers.minute + 1 ? servers.asked : 0;
    servers.asked = 0;
    servers.minute = minute;
  }
  ++servers.asked;
  const int weather = weather_at(scenario_.weather, ports_.name_of(port), int(now_ms_));
  const bool is_down =
      weather >= 0 && scenario_.weather[std::size_t(weather)].kind == Weather::Kind::down;
  if (is_down || servers.is_locked_out()) return call_times_[std::size_t(port)]->draw(times_);
  const auto first = std::min_element(servers.free_ms.begin(), servers.free_ms.end());
  const std::int64_t time = servers.capacity->time.draw(times_).count();
  *first = std::max(*first, now_ms_) + time;
  servers.busy_ms += time;
  return Duration{*first - now_ms_};
}

/// Notes what was at work for a thousandth of the time or more.
void Simulator::add_busy() {
  const double span = double(std::max<std::int64_t>(1, now_ms_));
  const auto add = [&](const std::string& name, double part) {
    constexpr double least = 0.001;
    if (part >= least) measures_.busy[name] = part;
  };
  for (const auto& [port, servers] : servers_)
    add(ports_.name_of(port), double(servers.busy_ms) / span / servers.capacity->servers);
  for (int port = 0; port < WorldPorts::count; ++port) {
    BusyTimes busy;
    engines_[std::size_t(port)]->add_busy(busy);
    for (const auto& [name, time] : busy)
      add(ports_.name_of(port) + "/" + name, double(time.count()) / span);
  }
}

}  // namespace sim
