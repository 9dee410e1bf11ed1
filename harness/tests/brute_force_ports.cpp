#include <algorithm>
#include <stdexcept>

#include "tests/brute_force_world.hpp"

// The ports in their simplest form. `picks_` chooses the faults.
namespace brute_force {

using eda::Subscription;

Json World::held() const {
  Json held = Json::object();
  held["caller"] = Json::object({{"answers", answers_}});
  for (const sim::Queue& queue : scenario_.queues)
    if (queue.policy && queue.policy->has_dead_letters) held["dead_letters"] = book_of_letters();
  for (const auto& [name, port] : more_ports_)
    if (Json book = port->held(); !book.is_null()) held[name] = std::move(book);
  return held;
}

/// Numbers of the listeners to what a port of harness/ports delivers.
std::vector<int> World::subscribers_of(const std::string& port) const {
  std::vector<int> numbers;
  for (int listener = 0; listener < int(listeners_.size()); ++listener) {
    const Subscription& subscription = *listeners_[std::size_t(listener)].subscription;
    if (subscription.to == Subscription::To::port && subscription.port == port)
      numbers.push_back(listener);
  }
  return numbers;
}

/// Reply of a port of harness/ports. Sets `answer_in_ms_` if it comes later.
Json World::answer_of(const std::string& name, NaivePort& port, const Json& asks,
                      const std::string& group) {
  const int kept = left_.unknowns_max - unknowns_of(name);  // not for this port
  left_.unknowns_max -= kept;
  const Circumstances here = circumstances(name, group);
  const Answered told = port.answer(asks, here);
  left_.unknowns_max += kept;
  answer_in_ms_ = told.answer_in_ms;
  if (told.is_later) answer_in_ms_ = here.weather->answers_in.count();
  return told.reply;
}

/// Circumstances of something that the port does. `group`: of the delivery in hand.
Circumstances World::circumstances(const std::string& name, const std::string& group) {
  const sim::Weather* weather = nullptr;
  for (const sim::Weather& one : scenario_.weather)
    if (weather == nullptr && one.target == name && one.from.count() <= now_ms_ &&
        now_ms_ < one.until.count())
      weather = &one;
  const std::vector<int> subscribers = subscribers_of(name);
  const auto lane_named = [name](const std::string& lane) {
    return lane.empty() ? lane : name + "/" + lane;
  };
  const auto start = [=, this](const std::string& lane, int subscriber, const Event& event) {
    enter(subscribers.at(std::size_t(subscriber)), event, lane_named(lane));
  };
  const auto deliver = [=, this](const std::string& lane, int subscriber, const Event& event) {
    line_up(lane_named(lane), subscribers.at(std::size_t(subscriber)), event);
  };
  return {.now_ms = now_ms_,
          .picks = picks_,
          .left = left_,
          .seen = seen_,
          .weather = weather,
          .subscribers = int(subscribers.size()),
          .scenario = scenario_,
          .in_hand = group.starts_with(name + "/") ? group.substr(name.size() + 1) : "",
          .start = start,
          .deliver = deliver};
}

/// Port that decides what follows a delivery of `group`; null: there is none.
NaivePort* World::keeper_of(const std::string& group) const {
  const auto port = more_ports_.find(group.substr(0, group.find('/')));
  return port != more_ports_.end() && port->second->keeps_lanes() ? port->second.get() : nullptr;
}

Json World::answer(const Json& asks, int listener, const std::string& group) {
  const auto port = more_ports_.find(asks.at("port"));
  if (port != more_ports_.end()) return answer_of(port->first, *port->second, asks, group);
  const std::string call =
      asks.at("port").get<std::string>() + "." + asks.at("do").get<std::string>();
  see(call.c_str());
  if (call == "store.get") return read(asks);
  if (call == "store.query" || call == "store.query_page" || call == "store.scan")
    return read_many(asks);
  if (call == "store.write" || call == "store.transact") return write(asks);
  if (call == "bus.publish") return publish(asks, listener);
  if (call == "fifo.retry_after" || call == "fifo.park") return say_of_message(asks, group);
  if (call == "fifo.look" || call == "fifo.redrive" || call == "fifo.drop")
    return handle_letters(asks);
  if (call == "timers.schedule")
    schedule(asks, listener);
  else if (call == "timers.cancel")
    cancel(asks, listener);
  else if (call == "fifo.send")
    send(asks);
  else if (call == "caller.answer")
    note_answer(asks);
  else if (call == "clock.wait")
    answer_in_ms_ = asks.at("ms").get<int>();
  else
    throw std::logic_error{"the naive ports do not know " + call};
  return Json::object();
}

Json World::read(const Json& asks) {
  const auto row = rows_.find(asks.at("key").dump());
  const Json never_written = Json::object({{"version", 0}});
  if (row == rows_.end()) return never_written;
  std::vector<Json> options{row->second.back()};
  if (asks.at("strong") == false && left_.stale_reads_max > 0)
    for (const Json& earlier : row->second)
      if (std::count(options.begin(), options.end(), earlier) == 0) options.push_back(earlier);
  const int option = picks_.pick(int(options.size()));
  if (option > 0) {
    see("stale read");
    --left_.stale_reads_max;
  }
  return options[std::size_t(option)];
}

Json World::write(const Json& asks) {
  for (const Json& one : asks.at("writes"))
    see(one.at("verb").get_ref<const std::string&>().c_str());
  Rows after = rows_;
  const Json told = carry_out(asks.at("writes"), after);
  if (told.at("result") == "refused") see("refused");
  enum Fate { done, turned_down, unheard, lost };
  std::vector<Fate> fates{done};
  if (left_.throttles_max > 0) fates.push_back(turned_down);
  if (unknowns_of("store") > 0) fates.push_back(lost);
  if (unknowns_of("store") > 0 && after != rows_) fates.push_back(unheard);
  const Fate fate = fates[std::size_t(picks_.pick(int(fates.size())))];
  if (fate == done || fate == unheard) {
    rows_.swap(after);
    tell_of_changes(after);
  }
  if (fate == done) return told;
  if (fate == turned_down) {
    see("write throttled");
    --left_.throttles_max;
    return Json::object({{"result", "throttled"}});
  }
  see(fate == lost ? "write unknown, not done" : "write unknown, done");
  --left_.unknowns_max;
  return Json::object({{"result", "unknown"}});
}

/// Makes all of `writes` or none, and returns the reply to the caller.
Json World::carry_out(const Json& writes, Rows& rows) {
  Json told = Json::object({{"result", "written"}});
  const std::vector<Json> never_written{Json::object({{"version", 0}})};
  for (const Json& one : writes) {
    const auto row = rows.find(one.at("key").dump());
    if (!holds(one.at("condition"), row == rows.end() ? never_written.back() : row->second.back()))
      return Json::object({{"result", "refused"}});
  }
  for (const Json& one : writes) {
    const std::string key = one.at("key").dump();
    const std::string verb = one.at("verb").get<std::string>();
    const bool exists = rows.contains(key) && rows.at(key).back().at("version") != 0;
    if (verb == "check" || (verb == "erase" && !exists)) continue;
    std::vector<Json>& replies = rows.try_emplace(key, never_written).first->second;
    if (verb == "erase") {
      replies.push_back(never_written.back());
      continue;
    }
    Json row = Json::object({{"version", int(replies.size())}});
    if (verb == "put") {
      row["value"] = one.at("value");
      const bool is_for_new_key =
          one.at("condition").dump() == R"([{"test":"version_is","value":0}])";
      if (is_for_new_key && row.at("version") > 1) told["version"] = row.at("version");
    } else {
      row["value"] = exists ? replies.back().at("value") : Json::object();
      update(row["value"], one.at("value"));
      if (writes.size() == 1) told["after"] = row;
    }
    replies.push_back(row);
  }
  return told;
}

/// True if all `tests` (eda::Condition) hold for the row that a reader gets. Fields of one level.
bool World::holds(const Json& tests, const Json& row) {
  const bool exists = row.at("version") != 0;
  for (const Json& test : tests) {
    const std::string name = test.at("test").get<std::string>();
    const std::string field = test.value("path", "");
    const bool has_field = exists && row.at("value").contains(field);
    bool holds = false;
    if (name == "absent")
      holds = !exists;
    else if (name == "present")
      holds = exists;
    else if (name == "version_is")
      holds = row.at("version") == test.at("value");
    else if (name == "equals")
      holds = has_field && row.at("value").at(field) == test.at("value");
    else if (name == "has")
      holds = has_field;
    else if (name == "lacks")
      holds = !has_field;
    else
      throw std::logic_error{"the naive store does not know the condition " + name};
    if (!holds) return false;
  }
  return true;
}

void World::update(Json& value, const Json& steps) {
  for (const Json& step : steps) {
    const std::string verb = step.at("do").get<std::string>();
    const std::string field = step.at("path").get<std::string>();
    if (verb == "add")
      value[field] = value.value(field, 0) + step.at("value").get<int>();
    else if (verb == "set")
      value[field] = step.at("value");
    else
      throw std::logic_error{"the naive store does not know the update " + verb};
  }
}

void World::schedule(const Json& asks, int listener) {
  cancel(asks, listener);
  const eda::Service* service = listeners_[std::size_t(listener)].service;
  const std::int64_t at_ms =
      asks.at("at").get<std::int64_t>() - scenario_.start.time_since_epoch().count();
  for (int hears = 0; hears < int(listeners_.size()); ++hears) {
    const Listener& candidate = listeners_[std::size_t(hears)];
    if (candidate.service == service && candidate.subscription->to == Subscription::To::timers)
      agenda_.push_back({Scheduled::What::timer, at_ms, hears,
                         eda::event_from_json(asks.at("event")),
                         asks.at("name").get<std::string>()});
  }
}

void World::cancel(const Json& asks, int listener) {
  const eda::Service* service = listeners_[std::size_t(listener)].service;
  const auto forgotten = std::erase_if(agenda_, [&](const Scheduled& due) {
    return due.what == Scheduled::What::timer && due.name == asks.at("name").get<std::string>() &&
           listeners_[std::size_t(due.listener)].service == service;
  });
  if (forgotten > 0) see(asks.at("do") == "cancel" ? "timer cancelled" : "timer replaced");
}

void World::note_answer(const Json& asks) {
  Json& answers = answers_[asks.at("request").get<std::string>()];
  if (!answers.empty()) see("answered twice");
  const std::int64_t at_ms = scenario_.observed.time ? now_ms_ : 0;
  answers.push_back(Json::object({{"value", asks.at("value")}, {"at_ms", at_ms}}));
}

}  // namespace brute_force
