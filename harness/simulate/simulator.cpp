#include "simulate/simulator.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim {

Simulation Simulator::run() {
  begin_newcomers();
  const auto is_over = [&] {
    return agenda_.empty() || (load_.until && Duration{agenda_.next_ms()} > *load_.until);
  };
  while (!is_over() && measures_.counts.steps < load_.steps_max) {
    now_ms_ = std::max(now_ms_, agenda_.next_ms());
    if (!agenda_.next_is_due()) {
      act(agenda_.take().number);
    } else {
      std::vector<Planned> due;
      while (!agenda_.empty() && agenda_.next_ms() <= now_ms_) due.push_back(agenda_.take());
      for (Planned& planned : due) happen(std::move(planned));
    }
    begin_newcomers();
  }
  measures_.is_finished = is_over();
  measures_.span = Duration{now_ms_};
  measures_.counts.throttled = store_->throttled();
  add_busy();
  for (std::size_t port = 0; port < requests_.size(); ++port)
    if (requests_[port] > 0) measures_.counts.requests[ports_.name_of(int(port))] = requests_[port];
  for (std::size_t service = 0; service < staff_.size(); ++service)
    measures_.queues[scenario_.services[service].name] = std::move(staff_[service].queue);
  Outcome outcome{std::move(published_), std::move(failures_), held()};
  return {std::move(outcome), std::move(measures_)};
}

Json Simulator::held() const {
  Json held = Json::object();
  for (int port = 0; port < WorldPorts::count; ++port)
    if (Json book = engines_[std::size_t(port)]->book(); !book.is_null())
      held[ports_.book_name_of(port)] = std::move(book);
  held["store"] = store_->size(now_ms_);
  return held;
}

void Simulator::happen(Planned planned) {
  switch (planned.kind) {
    case Planned::Kind::act:
      return act(planned.number);
    case Planned::Kind::tell: {
      Run& run = runs_.at(planned.number);
      run.execution->resume(std::move(planned.reply), now());
      return continue_run(planned.number);
    }
    case Planned::Kind::arrival:
      return arrive(load_.arrivals[std::size_t(planned.number)].event, planned.number);
    case Planned::Kind::sweep:
      add_newcomer(planned.due.consignment);
      if (!strikes(Fault::timer_duplicate)) return;
      spend(Budget::one(Fault::timer_duplicate));
      add_newcomer(planned.due.consignment);
      return;
    case Planned::Kind::delivery:
      add_newcomer(planned.due.consignment);
      return;
    case Planned::Kind::signal:
      const int port = planned.due.port;
      Performed performed =
          engines_[std::size_t(port)]->signalled(planned.due.signal, call(-1, port));
      apply(performed);
  }
}

void Simulator::arrive(const Event& event, int number) {
  std::vector<Consignment> all = bus_->consignments(std::make_shared<const Event>(event));
  if (all.empty()) return;
  const std::string order = load_.order_of(event);
  if (const Admission& door = load_.admission; door.limits() && event.type == door.type) {
    if (door.is_at_door && !is_let_in()) return refuse(order, number, false);
    arrivals_[order] = number;
  }
  if (!order.empty())
    measures_.orders.try_emplace(order, Simulation::Order{.first = Duration{now_ms_}});
  for (const Consignment& one : all) add_newcomer(one);
  if (!targets_.may_be_copied(event.type) || !strikes(Fault::duplicate)) return;
  spend(Budget::one(Fault::duplicate));
  const Duration delay = load_.copied_after.draw(times_);
  for (Consignment& one : all) deliver_after(delay, std::move(one));
}

/// Takes the request of a handler to its port, and the handler to its next request.
void Simulator::act(int number) {
  Run& run = runs_.at(number);
  const Json& request = run.execution->suspension().action;
  const int port = run.port;
  const int service = service_of(run.consignment);
  ++measures_.counts.steps;
  ++requests_[std::size_t(port)];
  ++run.requests;
  mix(std::uint64_t(now_ms_));
  mix(std::uint64_t(number));
  mix(ports_.name_of(port));
  Call asked = call(service, port);
  asked.from_port = run.consignment.from_port;
  asked.lane = run.consignment.lane;
  if (const auto found = servers_.find(port);
      found != servers_.end() && found->second.is_locked_out())
    asked.faults.set(Fault::unknown, 1);
  Performed performed = engines_[std::size_t(port)]->carry_out(request, asked);
  if (port == WorldPorts::bus_number)
    for (const Consignment& one : performed.consignments) copy(one);
  apply(performed);
  if (targets_.may_crash(service) && strikes(Fault::crash)) return die(number);
  if (performed.answer_in_ms > 0) {
    agenda_.add(
        now_ms_ + performed.answer_in_ms,
        {.kind = Planned::Kind::tell, .number = number, .reply = std::move(performed.reply)});
    return;
  }
  run.execution->resume(std::move(performed.reply), now());
  continue_run(number);
}

void Simulator::die(int number) {
  spend(Budget::one(Fault::crash));
  const Consignment one = runs_.at(number).consignment;
  const Duration delay = load_.redelivered_after.draw(times_);
  std::optional<Performed> instead;
  if (one.from_port >= 0)
    instead = engines_[std::size_t(one.from_port)]->abandoned(
        one.lane, {.now_ms = now_ms_, .random = faults_});
  if (!instead) deliver_after(delay, one);
  if (instead)
    for (Consignment& next : instead->consignments) deliver_after(delay, std::move(next));
  leave(number);
}

void Simulator::continue_run(int number) {
  Run& run = runs_.at(number);
  const Json& action = run.execution->suspension().action;
  if (run.execution->suspension().is_end())
    return end(number, action.at("do") == "threw" ? action.at("what").get<std::string>() : "");
  if (run.requests >= scenario_.steps_per_delivery_max)
    return end(number, fmt::format("it has asked for {} things and still wants more: it never ends",
                                   scenario_.steps_per_delivery_max));
  run.port = ports_.number_of(action.at("port").get_ref<const std::string&>());
  agenda_.add(now_ms_ + time_of_request(run.port).count(),
              {.kind = Planned::Kind::act, .number = number});
}

/// `failure`: empty if the handler has returned.
void Simulator::end(int number, const std::string& failure) {
  const Run& run = runs_.at(number);
  const Consignment one = run.consignment;
  if (!failure.empty() && staff_[std::size_t(service_of(one))].limits.attempts > 0) {
    leave(number);
    return try_again(one);
  }
  if (!failure.empty()) {
    ++measures_.counts.failures;
    const Failure failed{.service = scenario_.services[std::size_t(service_of(one))].name,
                         .event = *one.event,
                         .what = failure,
                         .at = run.execution->suspension().at};
    if (std::find(failures_.begin(), failures_.end(), failed) == failures_.end())
      failures_.push_back(failed);
  }
  leave(number);
  acknowledge(one);
}

/// Tells the port of a delivery that it is over.
void Simulator::acknowledge(const Consignment& one) {
  if (one.from_port < 0) return;
  Performed performed = engines_[std::size_t(one.from_port)]->acknowledged(
      one.lane, {.now_ms = now_ms_, .random = faults_});
  apply(performed);
}

void Simulator::apply(Performed& performed) {
  spend(performed.spent);
  for (Consignment& one : performed.consignments) {
    if (one.from_port < 0)
      deliver_after(load_.hop.draw(times_), std::move(one));
    else
      add_newcomer(std::move(one));
  }
  for (Due& due : performed.due) {
    const auto kind = due.signal < 0 ? Planned::Kind::delivery : Planned::Kind::signal;
    agenda_.add(std::max(now_ms_, due.at_ms), {.kind = kind, .due = std::move(due)});
  }
}

void Simulator::copy(const Consignment& one) {
  if (!targets_.may_be_copied(one.event->type) || !strikes(Fault::duplicate)) return;
  spend(Budget::one(Fault::duplicate));
  deliver_after(load_.copied_after.draw(times_), one);
}

void Simulator::deliver_after(Duration delay, Consignment one) {
  if (delay == Duration{}) return add_newcomer(std::move(one));
  agenda_.add(now_ms_ + delay.count(),
              {.kind = Planned::Kind::delivery, .due = {.consignment = std::move(one)}});
}

void Simulator::accepted(const Event& fact, int service) {
  if (const auto order = measures_.orders.find(load_.order_of(fact));
      order != measures_.orders.end()) {
    order->second.last = Duration{now_ms_};
    order->second.ended = true;
  }
  published_.push_back({fact, scenario_.services[std::size_t(service)].name, Duration{now_ms_}});
}

bool Simulator::strikes(Fault fault) {
  const double rate = rates_[std::size_t(fault)];
  return rate > 0 && (!load_.keeps_to_faults || left_.left(fault) > 0) && faults_.chance(rate);
}

/// Draws the faults that strike an action on `port`.
Budget Simulator::struck(int port) {
  Budget faults;
  for (int fault = 0; fault < faults_count; ++fault)
    if (Fault(fault) != Fault::crash && Fault(fault) != Fault::duplicate && strikes(Fault(fault)))
      faults.set(Fault(fault), 1);
  return targets_.at_port(port, faults);
}

void Simulator::spend(Budget spent) {
  if (spent.empty()) return;
  for (int fault = 0; fault < faults_count; ++fault)
    if (spent.left(Fault(fault)) > 0)
      ++measures_.counts.faults[std::string{fault_names[std::size_t(fault)]}];
  if (load_.keeps_to_faults) left_ = left_ - spent;
}

Call Simulator::call(int service, int port) {
  return {.service = service, .now_ms = now_ms_, .faults = struck(port), .random = faults_};
}

}  // namespace sim
