#include "naive_downstream.hpp"

#include <algorithm>

namespace tested_ports {

using eda::Json;

namespace {

/// Value of the member that Target::key names: here always one level, or none.
std::string line_of(const sim::Target& target, const Json& body) {
  if (target.key.empty() || !body.contains(target.key)) return "";
  const Json& value = body.at(target.key);
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// True if a body has one of the values that a pattern of one member allows.
bool is_rejected(const Json& pattern, const Json& body) {
  const std::string member = pattern.begin().key();
  if (!body.contains(member)) return false;
  const Json& allowed = pattern.begin().value();
  return std::count(allowed.begin(), allowed.end(), body.at(member)) > 0;
}

const sim::Target* target_of(const sim::Scenario& scenario, const std::string& name) {
  for (const sim::Target& target : scenario.downstream)
    if (target.name == name) return &target;
  return nullptr;
}

}  // namespace

std::string NaiveDownstream::answer_of(const Call& call, Json& reply) const {
  for (const Call& other : calls_)
    if (other.is_noted && other.answer == "ok" && other.target == call.target &&
        other.key == call.key) {
      reply["value"] = other.body;
      return "again";
    }
  for (const sim::Rejection& one : target_of(*scenario_, call.target)->rejects)
    if (is_rejected(one.pattern, call.body) && call.at_ms < one.until.count()) {
      reply["why"] = one.why;
      return "rejected";
    }
  reply["value"] = call.body;
  return "ok";
}

brute_force::Answered NaiveDownstream::answer(const Json& request,
                                              const brute_force::Circumstances& here) {
  Json reply = Json::object();
  Call call{.target = request.at("target"),
            .key = request.at("key"),
            .body = request.at("body"),
            .answer = "",
            .told = "",
            .at_ms = here.now_ms,
            .weather = -1,
            .is_noted = true};
  if (target_of(here.scenario, call.target) == nullptr) {
    here.seen.insert("a call of no service");
    reply["invalid"] = "call of \"" + call.target + "\": there is no service of that name";
    return {reply};
  }
  int number = -1;
  for (int i = int(here.scenario.weather.size()) - 1; i >= 0; --i) {
    const sim::Weather& one = here.scenario.weather[std::size_t(i)];
    if (one.target == call.target && one.from.count() <= here.now_ms &&
        here.now_ms < one.until.count())
      number = i;
  }
  using Kind = sim::Weather::Kind;
  std::int64_t answer_in_ms = 0;
  if (number >= 0) {
    const sim::Weather& weather = here.scenario.weather[std::size_t(number)];
    if (weather.kind != Kind::down) answer_in_ms = weather.answers_in.count();
    here.seen.insert(weather.kind == Kind::down    ? "a service is down"
                     : weather.kind == Kind::hangs ? "a service hangs"
                                                   : "a service is slow");
    if (weather.kind != Kind::slow) {
      call.weather = number;
      call.told = weather.kind == Kind::down ? "unavailable" : "timed_out";
      calls_.push_back(call);
      reply["result"] = call.told;
      return {reply, false, answer_in_ms};
    }
  }
  call.answer = answer_of(call, reply);
  call.told = call.answer == "again" ? "ok" : call.answer;
  enum Fate { told, unheard, lost };
  // a call that changes nothing is lost or unheard alike
  const int fates = here.left.unknowns_max == 0 ? 1 : call.answer == "again" ? 2 : 3;
  const int fate = here.picks.pick(fates);
  if (call.answer == "again") here.seen.insert("a key again at a service");
  if (call.answer == "rejected") here.seen.insert("a call rejected");
  if (fate != told) {
    here.seen.insert(fate == lost ? "call unknown, not done" : "call unknown, done");
    --here.left.unknowns_max;
    reply = Json::object();
    call.told = "timed_out";
    call.is_noted = fate != lost;
  }
  reply["result"] = call.told;
  calls_.push_back(call);
  return {reply, false, answer_in_ms};
}

Json NaiveDownstream::book_of(const sim::Target& target) const {
  Json accepted = Json::object(), rejected = Json::object(), turned_down = Json::array();
  Json all = Json::array();
  for (const Call& call : calls_) {
    if (call.target != target.name) continue;
    if (call.is_noted && call.answer == "ok")
      accepted[line_of(target, call.body)].push_back({{"key", call.key}, {"body", call.body}});
    if (call.is_noted && call.answer == "rejected")
      rejected[call.key] = rejected.value(call.key, 0) + 1;
    all.push_back({{"at_ms", call.at_ms}, {"key", call.key}, {"answer", call.told}});
  }
  for (int i = 0; i < int(scenario_->weather.size()); ++i)
    if (scenario_->weather[std::size_t(i)].target == target.name)
      turned_down.push_back(std::count_if(calls_.begin(), calls_.end(),
                                          [&](const Call& call) { return call.weather == i; }));
  Json book =
      Json::object({{"accepted", accepted}, {"rejected", rejected}, {"turned_down", turned_down}});
  if (scenario_->observed.time) book["calls"] = all;
  return book;
}

Json NaiveDownstream::held() const {
  if (scenario_->downstream.empty()) return nullptr;
  Json book = Json::object();
  for (const sim::Target& target : scenario_->downstream) book[target.name] = book_of(target);
  return book;
}

/// All that it holds is in the book, and in the order of the noted calls of all services.
std::string NaiveDownstream::text(std::int64_t, std::set<std::string>&) const {
  std::string text = "downstream " + held().dump();
  for (const Call& call : calls_)
    if (scenario_->observed.time) text += " " + call.target + "/" + call.key + call.body.dump();
  return text;
}

}  // namespace tested_ports
